"""Writes what PyTorch's schedules do to a rate of 1 to pytorch.json, beside this file.

usage: python3 pytorch.py

Written with PyTorch 1.13. Each list of "courses" has the rate of step 0, 1, ... of a training of 40 steps. Each list of "plateaus" has the
rate after each of the values in "observed". Reductions of less than eps, which PyTorch leaves out, are made here.
"""

import json
import math
import pathlib
import warnings

import torch
from torch.optim import SGD, lr_scheduler

STEPS = 40


def course(make, steps=STEPS):
    optimiser = SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule, rates = make(optimiser), []
    for step in range(steps):
        rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        if step < steps - 1:
            schedule.step()
    return rates


def warm_up(optimiser):
    return lr_scheduler.SequentialLR(optimiser, [
        lr_scheduler.LinearLR(optimiser, start_factor=0.1, total_iters=10),
        lr_scheduler.CosineAnnealingLR(optimiser, T_max=30)], milestones=[10])


def plateau(values, **settings):
    optimiser = SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule, rates = lr_scheduler.ReduceLROnPlateau(optimiser, **settings), []
    for value in values:
        optimiser.step()
        schedule.step(value)
        rates.append(optimiser.param_groups[0]["lr"])
    return rates


def main():
    warnings.simplefilter("ignore")
    courses = {
        "step": course(lambda o: lr_scheduler.StepLR(o, step_size=10, gamma=0.5)),
        "points": course(lambda o: lr_scheduler.MultiStepLR(o, milestones=[10, 30], gamma=0.1)),
        "exponential": course(lambda o: lr_scheduler.ExponentialLR(o, gamma=0.9)),
        "polynomial": course(lambda o: lr_scheduler.PolynomialLR(o, total_iters=STEPS, power=1.5)),
        "cosine": course(lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=STEPS, eta_min=0.05)),
        "linear": course(lambda o: lr_scheduler.LinearLR(o, start_factor=0.25, total_iters=10)),
        "warm-up": course(warm_up),
        "one cycle": course(lambda o: lr_scheduler.OneCycleLR(o, max_lr=1.0, total_steps=STEPS + 1), STEPS + 1),
    }
    observed = [2 / (1 + min(i, 12) // 3) + 0.3 * math.cos(2.1 * i) + 0.02 * max(i - 12, 0) for i in range(60)]
    plateaus = {
        "defaults": plateau(observed),
        "patience": plateau(observed, patience=2, factor=0.5, cooldown=3, min_lr=0.05),
        "absolute": plateau(observed, patience=0, factor=0.7, threshold=0.2, threshold_mode="abs", eps=0),
        "rising": plateau(observed, mode="max", patience=4, factor=0.5, threshold=0.05),
    }
    results = {"courses": courses, "observed": observed, "plateaus": plateaus}
    pathlib.Path(__file__).with_name("pytorch.json").write_text(json.dumps(results, indent=0) + "\n")


if __name__ == "__main__":
    main()
