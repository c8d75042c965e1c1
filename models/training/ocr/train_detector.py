"""Trains the line detector on pieces of made pages. Resumes from its checkpoint."""

import argparse
import math
import random
import signal
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset

import charset
from lines import LineMaker
from nets import Detector
from pages import PageMaker
from texts import Texts
from train_recogniser import rate, save, to_input


class Pieces(IterableDataset):
    """Batches of page pieces and their targets, made on the fly."""

    def __init__(self, work: Path, classes: list[str], seed: int, batch: int, start: int) -> None:
        self.work, self.classes = work, classes
        self.seed, self.batch, self.start = seed, batch, start

    def __iter__(self):
        torch.set_num_threads(1)
        seed = self.seed * 1_000_003 + self.start * 17
        corpus = (self.work / "train.txt").read_text(encoding="utf-8").replace("\n", " ")
        maker = LineMaker(Texts(corpus, self.classes, seed), self.classes, seed)
        pages = PageMaker(maker, seed)
        while True:
            images, cores = zip(*(pages.piece() for _ in range(self.batch)), strict=True)
            yield (
                torch.from_numpy(np.stack(images)[:, None]),
                torch.from_numpy(np.stack(cores)[:, None]),
            )


def loss_of(logits: Tensor, core: Tensor) -> Tensor:
    """Cross-entropy over core pixels and three times as many of the hardest others, plus dice."""
    truth = core.float()
    each = nn.functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    positive = int(truth.sum())
    negatives = each[core == 0]
    count = min(negatives.numel(), max(1000, 3 * positive))
    hardest = negatives.topk(count).values
    entropy = ((each * truth).sum() + hardest.sum()) / (positive + count)
    p = torch.sigmoid(logits)
    dice = 1 - 2 * (p * truth).sum() / (p.sum() + truth.sum() + 1)
    return 3 * entropy + dice


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--charset", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=9000)
    parser.add_argument("--decay", type=int, default=3000)
    parser.add_argument("--until", type=float, help="end at this Unix time, on a shared machine")
    parser.add_argument("--decay-minutes", type=float, default=5)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--lr", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    classes = charset.read(str(args.charset))
    net = Detector().to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(net.parameters(), args.lr, weight_decay=0.01, fused=True)
    average = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995), use_buffers=True
    )
    path = args.work / "detector.pt"
    step = 0
    if path.exists():
        state = torch.load(path)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    loader = iter(
        DataLoader(
            Pieces(args.work, classes, args.seed, args.batch, step),
            batch_size=None,
            num_workers=1,
            prefetch_factor=6,
        )
    )
    stop = []
    signal.signal(signal.SIGTERM, lambda *_: stop.append(1))
    log = (args.work / "detector.log").open("a", encoding="utf-8", buffering=1)
    begun = saved = time.time()
    since, running = step, [0.0, 0.0, 0.0, 0.0]

    def keep() -> None:
        save(
            path,
            net=net.state_dict(),
            average=average.state_dict(),
            optimiser=optimiser.state_dict(),
            step=step,
        )

    while step < args.steps and not stop and time.time() < (args.until or math.inf):
        images, core = next(loader)
        for group in optimiser.param_groups:
            group["lr"] = rate(step, args)
        with torch.autocast("cpu", torch.bfloat16):
            logits = net(to_input(images))
        logits = logits.float()
        loss = loss_of(logits, core)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        average.update_parameters(net)
        with torch.no_grad():
            mask = logits > 0
            hit = int((mask & (core > 0)).sum())
            running = [
                a + b
                for a, b in zip(
                    running, (loss.item(), hit, int(mask.sum()), int(core.sum())), strict=True
                )
            ]
        step += 1
        if step % 100 == 0:
            f1 = 2 * running[1] / max(1, running[2] + running[3])
            speed = (step - since) * args.batch / (time.time() - begun)
            text = f"{step} loss {running[0] / 100:.4f} pixel F1 {f1:.4f} {speed:.1f} pieces/s"
            print(text, time.strftime("%T"), file=log)
            running = [0.0] * 4
        if time.time() - saved > 120:
            keep()
            saved = time.time()
    keep()


if __name__ == "__main__":
    main()
