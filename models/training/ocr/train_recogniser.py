"""Trains the line recogniser: frame labels first, then a short CTC stage. Resumes where it was."""

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
from lines import BLANK, IGNORE, STRIDE, LineMaker, frame_labels
from nets import Recogniser
from texts import Texts, squeeze

WIDTH = 320
WIDTHS = (32, 64, 96, 192, 320)
GLYPH_SHARE = 0.20  # share of a batch's frames that reach the head, and of these:
BLANK_SHARE = 0.2  # blanks
NEGATIVES = 640  # classes beside a batch's own that the CTC stage tells apart
RAMP = 2500  # steps until crops are degraded in full


class Lines(IterableDataset):
    """Batches made on the fly; every worker has a seed of its own."""

    def __init__(
        self, work: Path, classes: list[str], args: argparse.Namespace, start: int
    ) -> None:
        self.work, self.classes = work, classes
        self.seed, self.batch, self.start = args.seed + args.ctc, args.batch, start
        self.ease = 1.0 if args.ctc else 0.2

    def __iter__(self):
        torch.set_num_threads(1)
        info = torch.utils.data.get_worker_info()
        worker = info.id if info else 0
        workers = info.num_workers if info else 1
        seed = self.seed * 1_000_003 + self.start * 17 + worker
        corpus = (self.work / "train.txt").read_text(encoding="utf-8").replace("\n", " ")
        maker = LineMaker(Texts(corpus, self.classes, seed), self.classes, seed)
        step = self.start
        while True:
            hardness = min(1.0, self.ease + step / RAMP)
            crops = [maker.crop(WIDTH, hardness) for _ in range(self.batch)]
            images = np.stack([c.image for c in crops])[:, None]
            labels = np.stack([frame_labels(c, WIDTH) for c in crops])
            targets = [np.array([g[0] for g in c.glyphs], np.int64) for c in crops]
            yield (
                torch.from_numpy(images),
                torch.from_numpy(labels.astype(np.int16)),
                torch.from_numpy(np.concatenate(targets)),
                torch.tensor([len(t) for t in targets]),
            )
            step += workers


def to_input(images: Tensor) -> Tensor:
    return (images.float() / 127.5 - 1).contiguous(memory_format=torch.channels_last)


def choose_frames(labels: Tensor) -> Tensor:
    """Indices of a fixed number of frames: mostly glyph frames, some blanks."""
    flat = labels.reshape(-1)
    count = int(flat.numel() * GLYPH_SHARE)
    blanks = int(count * BLANK_SHARE)
    glyph = torch.nonzero(flat > BLANK).squeeze(1)
    blank = torch.nonzero(flat == BLANK).squeeze(1)
    pick = [
        pool[torch.randint(len(pool), (n,))]
        if len(pool) < n
        else pool[torch.randperm(len(pool))[:n]]
        for pool, n in ((glyph, count - blanks), (blank, blanks))
    ]
    return torch.cat(pick)


def some_classes(head: nn.Linear, features: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """Logits of blank, of the batch's own classes and of NEGATIVES others, and targets among them.

    The others stand for all that were not drawn: their logits are raised accordingly.
    """
    own = targets.unique()
    absent = torch.ones(head.out_features, dtype=torch.bool)
    absent[own] = False
    absent[BLANK] = False
    pool = torch.nonzero(absent).squeeze(1)
    drawn = pool[torch.randperm(len(pool))[:NEGATIVES]]
    ids = torch.cat([torch.tensor([BLANK]), own, drawn])
    raised = torch.zeros(len(ids))
    raised[1 + len(own) :] = math.log(len(pool) / len(drawn))
    logits = nn.functional.linear(features, head.weight[ids], head.bias[ids])
    return logits.float() + raised, torch.searchsorted(own, targets) + 1


def greedy(logits: Tensor, classes: list[str]) -> str:
    """CTC best path of one line."""
    best = logits.argmax(-1).tolist()
    kept = [b for i, b in enumerate(best) if b != BLANK and (i == 0 or b != best[i - 1])]
    return "".join(classes[b - 1] for b in kept)


def distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


class Validation:
    """Fixed crops from development text: training fonts and the held-out family, hard and clean."""

    def __init__(self, work: Path, classes: list[str], count: int = 256) -> None:
        corpus = (work / "dev.txt").read_text(encoding="utf-8").replace("\n", " ")
        self.classes = classes
        self.sets = {}
        for name, held_out, hardness in (
            ("hard", False, 1.0),
            ("clean", False, 0.0),
            ("unseen-font", True, 0.5),
        ):
            maker = LineMaker(Texts(corpus, classes, 77), classes, 77, held_out)
            self.sets[name] = [maker.crop(WIDTH, hardness) for _ in range(count)]

    def report(self, net: nn.Module) -> str:
        net.eval()
        out = []
        with torch.no_grad():
            for name, crops in self.sets.items():
                images = torch.from_numpy(np.stack([c.image for c in crops])[:, None])
                with torch.autocast("cpu", torch.bfloat16):
                    logits = torch.cat([net(to_input(part)) for part in images.split(32)])
                wrong = total = 0
                for crop, line in zip(crops, logits, strict=True):
                    truth = squeeze("".join(self.classes[g[0] - 1] for g in crop.glyphs))
                    wrong += distance(truth, squeeze(greedy(line, self.classes)))
                    total += len(truth)
                out.append(f"{name} {wrong / total:.4f}")
        net.train()
        return " ".join(out)


def rate(step: int, args: argparse.Namespace) -> float:
    """Warm-up, a plateau, then linear to zero over the last --decay steps or --decay-minutes."""
    left = (args.steps - step) / max(1, args.decay)
    if args.until:
        left = min(left, (args.until - time.time()) / 60 / args.decay_minutes)
    return args.lr * min(1.0, (step + 1) / 200, max(0.01, left))


def save(path: Path, **state) -> None:
    torch.save(state, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="train.txt, dev.txt, checkpoints")
    parser.add_argument("--charset", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=40000)
    parser.add_argument("--decay", type=int, default=10000)
    parser.add_argument("--until", type=float, help="end at this Unix time, on a shared machine")
    parser.add_argument("--decay-minutes", type=float, default=20)
    parser.add_argument("--ctc", action="store_true", help="CTC loss instead of frame labels")
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--lr", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--start", type=Path, help="checkpoint whose weights to start from")
    parser.add_argument("--name", default="recogniser")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    classes = charset.read(str(args.charset))
    net = Recogniser(len(classes) + 1, WIDTHS).to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(net.parameters(), args.lr, weight_decay=0.01, fused=True)
    average = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.999), use_buffers=True
    )
    path = args.work / f"{args.name}.pt"
    step = 0
    if path.exists():
        state = torch.load(path)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    elif args.start:
        state = torch.load(args.start)
        average.load_state_dict(state["average"])
        net.load_state_dict(average.module.state_dict())
    loader = iter(
        DataLoader(
            Lines(args.work, classes, args, step),
            batch_size=None,
            num_workers=1,
            prefetch_factor=6,
        )
    )
    stop = []
    signal.signal(signal.SIGTERM, lambda *_: stop.append(1))
    validation = Validation(args.work, classes)
    ctc = nn.CTCLoss(BLANK, zero_infinity=True)
    log = (args.work / f"{args.name}.log").open("a", encoding="utf-8", buffering=1)
    begun = saved = time.time()
    running, since = 0.0, step

    def keep() -> None:
        save(
            path,
            net=net.state_dict(),
            average=average.state_dict(),
            optimiser=optimiser.state_dict(),
            step=step,
        )

    while step < args.steps and not stop and time.time() < (args.until or math.inf):
        images, labels, targets, lengths = next(loader)
        for group in optimiser.param_groups:
            group["lr"] = rate(step, args)
        with torch.autocast("cpu", torch.bfloat16):
            features = net.features(to_input(images))
            if args.ctc:
                logits, targets = some_classes(net.head, features, targets)
            else:
                chosen = choose_frames(labels.long())
                logits = net.head(features.reshape(-1, features.shape[-1])[chosen])
        if args.ctc:
            frames = torch.full((len(images),), WIDTH // STRIDE)
            logp = logits.float().log_softmax(-1).transpose(0, 1)
            loss = ctc(logp, targets, frames, lengths)
        else:
            truth = labels.long().reshape(-1)[chosen]
            loss = nn.functional.cross_entropy(logits.float(), truth, ignore_index=IGNORE)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        if step == 500:
            average.load_state_dict(average.state_dict() | {"n_averaged": torch.tensor(0)})
        average.update_parameters(net)
        running += loss.item()
        step += 1
        if step % 100 == 0:
            speed = (step - since) * args.batch / (time.time() - begun)
            print(f"{step} loss {running / 100:.4f} {speed:.0f} lines/s", file=log)
            running = 0.0
        if step % 1000 == 0 or step == args.steps:
            print(f"{step} CER {validation.report(average.module)}", time.strftime("%T"), file=log)
        if time.time() - saved > 180:
            keep()
            saved = time.time()
    keep()
    print(f"{step} CER {validation.report(average.module)}", time.strftime("%T"), file=log)


if __name__ == "__main__":
    main()
