"""Writes the weights after each of 50 steps of every solver to pytorch.json, beside this file.

usage: python3 pytorch.py

Written with PyTorch 1.13. SGD, Adam, AdamW, RMSprop, Adagrad, the clipping of gradients and averages of weights are PyTorch's own. LAMB,
Lion and Muon are not in PyTorch 1.13: their classes below are the algorithms of their papers, line by line. All is in float64.
"""

import json
import math
import pathlib

import torch
from torch import optim

STEPS = 50
SHAPES = {"block/weight": (2, 1, 3), "block/bias": (2,)}
MUON_SHAPES = {"block/weight": (2, 1, 3), "tall/weight": (3, 2), "block/bias": (2,)}


def parameters(shapes):
    """Element i of parameter k begins as sin(1 + k + i)."""
    made = {}
    for k, (name, shape) in enumerate(shapes.items()):
        values = [math.sin(1 + k + i) for i in range(math.prod(shape))]
        made[name] = torch.nn.Parameter(torch.tensor(values, dtype=torch.float64).reshape(shape))
    return made


def gradient(step, k, shape):
    """Element i of parameter k has the gradient (1 + i/10) cos(0.7 step + 1.3 i + 0.4 k) at a step, the first being 0."""
    values = [(1 + i / 10) * math.cos(0.7 * step + 1.3 * i + 0.4 * k) for i in range(math.prod(shape))]
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


class Plain:
    """A method that keeps the steps' count and a state for each parameter, which begins at zero."""

    def __init__(self, model, **settings):
        self.model, self.settings, self.count = model, settings, 0
        self.state = {name: {} for name in model}

    def step(self):
        self.count += 1
        with torch.no_grad():
            for name, p in self.model.items():
                decay = self.settings.get("decay", 0) if p.dim() > 1 else 0
                self.change(p, p.grad, self.state[name], decay)

    def zero(self, state, name, p):
        return state.setdefault(name, torch.zeros_like(p))


class LAMB(Plain):
    """You et al. 2020, algorithm 2, with bias correction and the identity for phi."""

    def change(self, p, g, state, decay, rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-6):
        m, v = self.zero(state, "m", p), self.zero(state, "v", p)
        m.copy_(beta1 * m + (1 - beta1) * g)
        v.copy_(beta2 * v + (1 - beta2) * g * g)
        r = (m / (1 - beta1**self.count)) / ((v / (1 - beta2**self.count)).sqrt() + epsilon)
        u = r + decay * p
        p.sub_(rate * p.norm() / u.norm() * u)


class Lion(Plain):
    """Chen et al. 2023, algorithm 2."""

    def change(self, p, g, state, decay, rate=0.01, beta1=0.9, beta2=0.99):
        m = self.zero(state, "m", p)
        c = beta1 * m + (1 - beta1) * g
        p.sub_(rate * (c.sign() + decay * p))
        m.copy_(beta2 * m + (1 - beta2) * g)


class Muon(Plain):
    """Jordan et al. 2024, with Nesterov's momentum and AdamW for vectors."""

    def change(self, p, g, state, decay, rate=0.02, mu=0.95, vector_rate=0.0003, beta1=0.9, beta2=0.95, epsilon=1e-10):
        if p.dim() < 2:
            m, v = self.zero(state, "m", p), self.zero(state, "v", p)
            m.copy_(beta1 * m + (1 - beta1) * g)
            v.copy_(beta2 * v + (1 - beta2) * g * g)
            r = (m / (1 - beta1**self.count)) / ((v / (1 - beta2**self.count)).sqrt() + epsilon)
            p.sub_(vector_rate * (r + decay * p))
            return
        b = self.zero(state, "b", p)
        b.copy_(mu * b + g)
        update = orthogonal((g + mu * b).flatten(1))
        update *= max(1, update.size(0) / update.size(1)) ** 0.5
        p.sub_(rate * (update.reshape(p.shape) + decay * p))


def orthogonal(g):
    """Five steps of the Newton-Schulz iteration of the article, in the type of g."""
    x = g / (g.norm() + 1e-7)
    if g.size(0) > g.size(1):
        x = x.T
    for _ in range(5):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x.T if g.size(0) > g.size(1) else x


def flat(tensors):
    return [float(f"{value:.10g}") for t in tensors for value in t.detach().flatten().tolist()]


def walk(make, shapes=None, before=None, result=None):
    """The weights after each step of an optimiser, or what result makes of them."""
    model = parameters(shapes or SHAPES)
    optimiser, rows = make(model), []
    for step in range(STEPS):
        for k, p in enumerate(model.values()):
            p.grad = gradient(step, k, p.shape)
        if before:
            before(list(model.values()))
        optimiser.step()
        rows.append(flat(result(model) if result else model.values()))
    return rows


def torch_own(method, **settings):
    return lambda model: method(list(model.values()), **settings)


def spared(method, decay, **settings):
    """A method that decays the weight and not the bias."""
    return lambda model: method([{"params": [model["block/weight"]], "weight_decay": decay},
                                 {"params": [model["block/bias"]], "weight_decay": 0}], **settings)


def grouped(model):
    """The weight at a tenth of the rate and a decay of its own; the bias is frozen."""
    return optim.AdamW([{"params": [model["block/weight"]], "lr": 0.002, "weight_decay": 0.3}], lr=0.02)


def clip_norm(model):
    torch.nn.utils.clip_grad_norm_(model, 1.5)


def clip_value(model):
    torch.nn.utils.clip_grad_value_(model, 0.4)


def accumulated():
    """Four gradients make up a step of AdamW, by their mean."""
    model = parameters(SHAPES)
    optimiser, rows = optim.AdamW(list(model.values()), lr=0.02, weight_decay=0.1), []
    for step in range(STEPS):
        for k, p in enumerate(model.values()):
            p.grad = gradient(step, k, p.shape) / 4 + (p.grad if step % 4 else 0)
        if step % 4 == 3:
            optimiser.step()
        rows.append(flat(model.values()))
    return rows


def moving_average(decay):
    """The average of all weights so far, in which those of t steps ago count decay^t."""
    history = []

    def result(model):
        history.append([p.detach().clone() for p in model.values()])
        shares = [decay ** (len(history) - 1 - i) for i in range(len(history))]
        return [sum(s * row[k] for s, row in zip(shares, history)) / sum(shares) for k in range(len(model))]

    return result


def weight_mean(first):
    """PyTorch's AveragedModel from a step on; the weights until then."""
    averaged, steps = [], [0]

    def result(model):
        steps[0] += 1
        module = torch.nn.ParameterList(list(model.values()))
        if steps[0] < first:
            return model.values()
        if not averaged:
            averaged.append(optim.swa_utils.AveragedModel(module))
        averaged[0].update_parameters(module)
        return list(averaged[0].parameters())

    return result


def main():
    sgd = torch_own(optim.SGD, lr=0.02, momentum=0.9)
    results = {
        "sgd": walk(torch_own(optim.SGD, lr=0.02)),
        "sgd momentum": walk(sgd),
        "sgd nesterov": walk(torch_own(optim.SGD, lr=0.02, momentum=0.9, nesterov=True)),
        "sgd decay": walk(torch_own(optim.SGD, lr=0.02, momentum=0.9, nesterov=True, weight_decay=0.1)),
        "sgd decay of weights": walk(spared(optim.SGD, 0.1, lr=0.02, momentum=0.9)),
        "adam": walk(torch_own(optim.Adam, lr=0.02)),
        "adam decay": walk(torch_own(optim.Adam, lr=0.02, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1)),
        "adamw": walk(torch_own(optim.AdamW, lr=0.02)),
        "adamw decay of weights": walk(spared(optim.AdamW, 0.5, lr=0.02, betas=(0.8, 0.95), eps=1e-3)),
        "rmsprop": walk(torch_own(optim.RMSprop)),
        "rmsprop momentum": walk(torch_own(optim.RMSprop, lr=0.002, alpha=0.9, momentum=0.9)),
        "rmsprop centred": walk(torch_own(optim.RMSprop, lr=0.002, alpha=0.9, eps=1e-3, centered=True)),
        "rmsprop all": walk(torch_own(optim.RMSprop, lr=0.002, alpha=0.9, momentum=0.8, centered=True, weight_decay=0.1)),
        "adagrad": walk(torch_own(optim.Adagrad)),
        "adagrad decay": walk(torch_own(optim.Adagrad, lr=0.1, eps=1e-3, weight_decay=0.1)),
        "lamb": walk(lambda model: LAMB(model, decay=0.1)),
        "lion": walk(lambda model: Lion(model, decay=0.5)),
        "muon": walk(lambda model: Muon(model, decay=0.1), MUON_SHAPES),
        "clip norm": walk(sgd, before=clip_norm),
        "clip value": walk(sgd, before=clip_value),
        "groups": walk(grouped),
        "accumulate": accumulated(),
        "moving average": walk(sgd, result=moving_average(0.9)),
        "weight mean": walk(sgd, result=weight_mean(11)),
    }
    lines = ",\n".join(f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "]"
                       for name, rows in results.items())
    pathlib.Path(__file__).with_name("pytorch.json").write_text("{" + lines + "}\n")


if __name__ == "__main__":
    main()
