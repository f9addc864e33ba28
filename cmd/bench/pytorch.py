"""Times PyTorch on one workload of cmd/bench and prints the result as one line of JSON.

usage: python3 pytorch.py WORK LAYOUT THREADS REPEATS

LAYOUT is that of images in memory: nchw or channels_last. The caller sets the variables that the libraries read when they are loaded
(OMP_NUM_THREADS, OPENBLAS_NUM_THREADS, OMP_WAIT_POLICY). Ends with status 3 if PyTorch is not installed.
"""

import json
import re
import statistics
import sys
import time

try:
    import torch
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(3)

from torch import nn
from torch.nn import functional

WARM_UP = 3


def perceptron():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, 10))


def classifier():
    blocks, channels = [], 1
    for filters in (32, 64):
        blocks += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
        channels = filters
    return nn.Sequential(*blocks, nn.Flatten(), nn.Linear(64 * 7 * 7, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, 10))


def convolution(channels, filters, kernel=3, stride=1):
    """A convolution without bias, with batch normalisation."""
    return [nn.Conv2d(channels, filters, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(filters)]


class Residual(nn.Module):
    """A sum of what its layers make of the input and what the shortcut does."""

    def __init__(self, layers, shortcut, rectified):
        super().__init__()
        self.layers, self.shortcut, self.rectified = nn.Sequential(*layers), nn.Sequential(*shortcut), rectified

    def forward(self, x):
        y = self.layers(x) + self.shortcut(x)
        return functional.relu(y) if self.rectified else y


def small_resnet():
    """ResNet-20 for images of 32x32, with projections where the shape changes."""
    layers, channels = [*convolution(3, 16), nn.ReLU()], 16
    for filters in (16, 32, 64):
        for block in range(3):
            stride = 2 if block == 0 and filters != 16 else 1
            inside = [*convolution(channels, filters, stride=stride), nn.ReLU(), *convolution(filters, filters)]
            shortcut = [] if channels == filters else convolution(channels, filters, kernel=1, stride=stride)
            layers.append(Residual(inside, shortcut, rectified=True))
            channels = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def resnet9():
    def block(channels, filters):
        return [*convolution(channels, filters), nn.ReLU()]

    def residual(channels):
        return Residual(block(channels, channels) + block(channels, channels), [], rectified=False)

    return nn.Sequential(
        *block(3, 64), *block(64, 128), nn.MaxPool2d(2), residual(128), *block(128, 256), nn.MaxPool2d(2), *block(256, 512),
        nn.MaxPool2d(2), residual(512), nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(512, 10))


WORKS = {
    "mlp": (perceptron, (128, 1, 28, 28)),
    "mlp32": (perceptron, (32, 1, 28, 28)),
    "cnn": (classifier, (128, 1, 28, 28)),
    "resnet20": (small_resnet, (128, 3, 32, 32)),
    "resnet9": (resnet9, (64, 3, 32, 32)),
}


def median_ms(run, repeats):
    for _ in range(WARM_UP):
        run()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


def library():
    """The name of the library that multiplies matrices, or "unknown"."""
    if torch.backends.mkl.is_available():
        return "mkl"
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            found = re.search("openblas|libmkl|libblis|libatlas", maps.read())
    except OSError:
        return "unknown"
    return found.group() if found else "unknown"


def peak_rss_mb():
    """The largest resident set of this process in units of 1,000,000 bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return unit * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main(work, layout, threads, repeats):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    memory_format = torch.channels_last if layout == "channels_last" else torch.contiguous_format
    network, shape = WORKS[work]
    network = network().to(memory_format=memory_format)
    images = torch.randn(shape).contiguous(memory_format=memory_format)
    labels = torch.randint(0, 10, shape[:1])
    solver = torch.optim.Adam(network.parameters(), lr=1e-3)

    def step():
        solver.zero_grad(set_to_none=True)
        functional.cross_entropy(network(images), labels).backward()
        solver.step()

    result = {"version": torch.__version__, "library": library(), "layout": layout, "threads": torch.get_num_threads(),
              "parameters": sum(p.numel() for p in network.parameters()), "step_ms": median_ms(step, repeats)}
    network.eval()
    one = images[:1].contiguous(memory_format=memory_format)
    with torch.no_grad():
        result["infer_ms"] = median_ms(lambda: network(images), repeats)
        result["infer1_ms"] = median_ms(lambda: network(one), repeats)
    result["peak_rss_mb"] = peak_rss_mb()
    print(json.dumps(result))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
