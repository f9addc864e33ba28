package internal
import (
 _ "gocloud.dev/blob/fileblob"
 _ "gocloud.dev/blob/gcsblob"
 _ "gocloud.dev/blob/s3blob"
 _ "github.com/parquet-go/parquet-go"
 _ "github.com/klauspost/compress/zstd"
 _ "go.uber.org/goleak"
 _ "github.com/johannesboyne/gofakes3"
 _ "github.com/aws/aws-sdk-go-v2/service/s3"
 _ "golang.org/x/image/webp"
 _ "golang.org/x/image/tiff"
 _ "golang.org/x/image/bmp"
)
