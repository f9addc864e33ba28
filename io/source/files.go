package source

import (
	"context"
	"fmt"

	"github.com/reefml/reef/io/csv"
	"github.com/reefml/reef/io/folder"
)

func fileKinds() []Kind {
	return []Kind{
		{
			Name: "folder", Argument: "DIR", open: openFolder,
			About: "image files in a folder for each class, in DIR or in DIR/train and DIR/val (or validation, valid, test)",
		},
		{
			Name: "csv", Argument: "FILE", open: openCSV,
			About: "a table of path,label, with a column split for train and val if there is one; or of label,pixel0,pixel1 and so on",
		},
	}
}

func openFolder(_ context.Context, path string) (*Data, error) {
	training, validation, err := folder.OpenSplits(path, folder.Settings{})
	if err != nil {
		return nil, err
	}
	data := &Data{Training: training, Files: true, Notes: training.Remarks()}
	if validation != nil { // a nil *Folder is no nil Source
		data.Validation = validation
	}
	return data, nil
}

func openCSV(ctx context.Context, path string) (*Data, error) {
	// Whoever names a table trusts it: the lists that cmd/data clean writes lie where the user wants them, not above the images.
	training, validation, err := csv.OpenSplits(path, csv.Settings{Outside: true})
	if err != nil {
		return nil, err
	}
	data := &Data{Training: training, Files: holdsFiles(ctx, training)}
	if bad := training.Bad(); len(bad) > 0 {
		data.Notes = []string{fmt.Sprintf("%d rows of %s cannot be read; the first: %v", len(bad), path, bad[0])}
	}
	if validation != nil {
		data.Validation = validation
	}
	return data, nil
}
