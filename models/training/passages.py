"""Cuts texts into the passages that ingest-service makes of them.

The reranker is shown what is indexed: passages of about `TARGET` tokens under their title, not the
paragraphs that the training data holds. Whole sentences, the last one repeated in the next passage
when it is short; a short rest goes with the passage before it. Lists, tables and brackets, which
ingest-service minds as well, hardly occur here.
"""

import re

from tokenizers import Tokenizer

from corpus import with_title

SENTENCE_END = re.compile(r"(?<=[。！？\n])|(?<=[.!?] )")
TARGET, MOST, OVERLAP = 128, 256, 40  # tokens, as in ingest-service
SHORT = 4  # a rest shorter than this share of the target is no passage


def cut(title: str, text: str, tokenizer: Tokenizer) -> list[str]:
    """The passages of one text, the title above each."""
    sentences = [s for s in SENTENCE_END.split(text) if s.strip()]
    tokens = [len(e.ids) for e in tokenizer.encode_batch(sentences, add_special_tokens=False)]
    parts: list[list[int]] = []
    length = repeated = 0
    for i, size in enumerate(tokens):
        if not parts:
            parts.append([])
        elif parts[-1] and length + size > TARGET:
            again = len(parts[-1]) > 1 and tokens[i - 1] <= OVERLAP
            repeated = tokens[i - 1] if again else 0
            parts.append([i - 1] if again else [])
            length = repeated
        parts[-1].append(i)
        length += size
    if len(parts) > 1 and SHORT * (length - repeated) < TARGET:
        rest = parts.pop()
        parts[-1] += rest[1:] if repeated else rest
    return [with_title(title, "".join(sentences[i] for i in part).strip()) for part in parts]
