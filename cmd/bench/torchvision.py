"""Times torchvision's loading of the images in a folder, in a loop on one core or with a DataLoader, and prints a line of JSON.

usage: torchvision.py FOLDER decode|train THREADS

decode: PIL's decoding to RGB. train: that, a random resized crop to 224 x 224, a random flip, conversion to float and normalisation, and
batches of 64 if there is more than one thread, in as many processes.
"""
import json
import os
import sys
import time

try:
    import PIL
    import torch
    import torchvision
    from PIL import Image
    from torchvision import transforms
except ImportError as missing:
    print(missing, file=sys.stderr)
    sys.exit(3)


class Files(torch.utils.data.Dataset):
    def __init__(self, folder, transform):
        self.paths = sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)
        self.transform = transform

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        with open(self.paths[index], "rb") as file:
            return self.transform(Image.open(file).convert("RGB"))


def epoch(files, threads):
    """Loads all images once and returns the images a second."""
    count, start = 0, time.perf_counter()
    if threads == 1:
        for index in torch.randperm(len(files)).tolist():
            files[index]
            count += 1
    else:
        loader = torch.utils.data.DataLoader(files, batch_size=64, shuffle=True, num_workers=threads, persistent_workers=True)
        for batch in loader:
            pass  # the workers start
        start = time.perf_counter()
        for batch in loader:
            count += len(batch)
    return count / (time.perf_counter() - start)


def main():
    folder, work, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    torch.set_num_threads(1)
    torch.manual_seed(1)
    transform = {
        "decode": lambda image: image,
        "train": transforms.Compose([
            transforms.RandomResizedCrop(224),
            transforms.RandomHorizontalFlip(),
            transforms.ToTensor(),
            transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
        ]),
    }[work]
    files = Files(folder, transform)
    rates = [epoch(files, threads) for _ in range(2)]  # the first warms up
    print(json.dumps({"version": torchvision.__version__, "pillow": PIL.__version__, "images_per_second": rates[-1]}))


main()
