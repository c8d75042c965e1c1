"""Makes models/mini-ocr from nothing: texts, classes, both networks, export, development pages.

What is there already is kept, and training resumes from its last checkpoint: a run that was stopped
goes on when it is started again.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import charset

HERE = Path(__file__).parent
MODEL = HERE.parent.parent / "mini-ocr"


def run(script: str, *args: object) -> None:
    subprocess.run([sys.executable, HERE / script, *map(str, args)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="holds train/ and ocr-public/")
    parser.add_argument("--work", type=Path, required=True, help="texts, checkpoints, logs, pages")
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--recogniser-steps", type=int, default=3000)
    parser.add_argument("--ctc-steps", type=int, default=12000)
    parser.add_argument("--detector-steps", type=int, default=3000)
    parser.add_argument("--browser", default="chromium", help="renders the development pages")
    args = parser.parse_args()
    args.model.mkdir(parents=True, exist_ok=True)
    classes = args.model / "charset.txt"
    if not (args.work / "train.txt").exists():
        run("texts.py", "--data", args.data, "--work", args.work)
    corpus = (args.work / "train.txt").read_text(encoding="utf-8").replace("\n", " ")
    classes.write_text("\n".join(charset.build(corpus)) + "\n", encoding="utf-8", newline="\n")
    common = ("--work", args.work, "--charset", classes, "--threads", args.threads)
    steps = args.detector_steps
    run("train_detector.py", *common, "--steps", steps, "--decay", steps // 3)
    steps = args.recogniser_steps
    run("train_recogniser.py", *common, "--steps", steps, "--decay", 1)
    ctc = ("--name", "ctc", "--start", args.work / "recogniser.pt", "--ctc", "--lr", 1.5e-3)
    steps = args.ctc_steps
    run("train_recogniser.py", *common, *ctc, "--steps", steps, "--decay", steps // 2)
    run("export.py", "--work", args.work, "--model", args.model)
    if not (args.work / "dev" / "gt").exists():
        run("devpages.py", "--work", args.work, "--browser", args.browser)
    run("evaluate.py", "--model", args.model, "--pages", args.work / "dev")
    run("evaluate.py", "--model", args.model, "--pages", args.data / "ocr-public")


if __name__ == "__main__":
    main()
