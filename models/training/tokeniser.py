"""Trains the SentencePiece unigram model and writes it as a Hugging Face `tokenizer.json`.

Text is normalised (NFKC, lower case) and split at white space. The pieces never cross the end of a
word (Sudachi, short units) nor a change of script (kanji, hiragana, katakana, Latin, digits,
other). Because learned pieces never cross such a place, the tokeniser needs neither a dictionary
nor a rule when it is used: only the vocabulary carries them.
"""

import io
import itertools
import json
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

import sentencepiece
from sudachipy import Dictionary, SplitMode
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

VOCABULARY_SIZE = 24_000
LONGEST_PIECE = 10
SEEDS = 200_000
SUDACHI_LIMIT = 8_000  # characters at once; Sudachi refuses more than 49,149 bytes
PAD, UNK, SEP = "<pad>", "<unk>", "<sep>"
BYTE_PIECE_SCORE = -100.0  # never chosen for the literal text "<0x41>"; only by byte fallback

TIE = 0.01  # sums of scores this near are equal: one library adds float32, the other float64

NORMALISER = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])


def script_of(char: str) -> str:
    """A coarse script class; a run of one class is the longest a piece can be."""
    if char == "ー":
        return "katakana"
    if char in "々〆ヶ":
        return "kanji"
    code = ord(char)
    if 0x3040 <= code <= 0x309F:
        return "hiragana"
    if 0x30A0 <= code <= 0x30FF:
        return "katakana"
    category = unicodedata.category(char)
    if category == "Nd":
        return "digit"
    if category.startswith("L"):
        return "kanji" if "CJK" in unicodedata.name(char, "") else "letter"
    return "mark" if category.startswith("M") else "other"


def script_runs(word: str):
    """The longest runs of one script in a word."""
    return ("".join(run) for _, run in itertools.groupby(word, key=script_of))


def count_runs(texts: list[tuple[str, int]]) -> Counter:
    """Counts the script runs of the words of (text, weight) items."""
    dictionary = Dictionary(dict="core").tokenizer(mode=SplitMode.A)
    words: Counter = Counter()
    for text, weight in texts:
        for chunk in NORMALISER.normalize_str(text).split():
            for start in range(0, len(chunk), SUDACHI_LIMIT):
                for word in dictionary.tokenize(chunk[start : start + SUDACHI_LIMIT]):
                    words[word.surface()] += weight
    runs: Counter = Counter()
    for word, count in words.items():
        for run in script_runs(word):
            runs[run] += count
    return runs


def seeds(runs: Counter) -> list[tuple[str, int]]:
    """Every character, and the parts of runs that cover most text, with their counts.

    SentencePiece finds its own seeds among the *distinct* runs, and so overlooks a word that is
    frequent but stands in no other.
    """
    characters: Counter = Counter()
    parts: Counter = Counter()
    for run, count in runs.items():
        for start in range(len(run)):
            characters[run[start]] += count
            for end in range(start + 2, min(len(run), start + LONGEST_PIECE) + 1):
                parts[run[start:end]] += count
    best = sorted(parts.items(), key=lambda item: (-item[1] * len(item[0]), item[0]))
    return sorted(characters.items()) + best[:SEEDS]


def train_sentencepiece(runs: Counter) -> sentencepiece.SentencePieceProcessor:
    """Trains the unigram model on counted runs; the result is the same for the same counts."""
    rows = (f"{run}\t{count}" for run, count in sorted(runs.items()))
    model = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        seed_file = Path(folder) / "seeds.tsv"
        lines = [f"{piece}\t{count}\n" for piece, count in seeds(runs)]
        seed_file.write_text("".join(lines), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=rows,
            input_format="tsv",
            model_writer=model,
            model_type="unigram",
            seed_sentencepieces_file=str(seed_file),
            vocab_size=VOCABULARY_SIZE,
            character_coverage=0.9998,
            byte_fallback=True,
            normalization_rule_name="identity",
            add_dummy_prefix=False,
            remove_extra_whitespaces=False,
            split_by_unicode_script=False,
            split_by_number=False,
            max_sentencepiece_length=LONGEST_PIECE,
            pad_id=0,
            unk_id=1,
            bos_id=-1,
            eos_id=-1,
            pad_piece=PAD,
            unk_piece=UNK,
            control_symbols=[SEP],
            num_threads=2,
            minloglevel=1,
        )
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def hugging_face(processor: sentencepiece.SentencePieceProcessor, pairs: bool) -> Tokenizer:
    """The same model for the `tokenizers` library; `pairs` adds the query/passage template."""
    pieces = []
    for i in range(processor.get_piece_size()):
        score = BYTE_PIECE_SCORE if processor.is_byte(i) else processor.get_score(i)
        pieces.append((processor.id_to_piece(i), score))
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=1, byte_fallback=True))
    tokenizer.normalizer = NORMALISER
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_special_tokens([PAD, UNK, SEP])
    if pairs:
        tokenizer.post_processor = processors.TemplateProcessing(
            single="$A:0",
            pair=f"$A:0 {SEP}:0 $B:1",
            special_tokens=[(SEP, tokenizer.token_to_id(SEP))],
        )
    return tokenizer


def sentencepiece_ids(processor: sentencepiece.SentencePieceProcessor, text: str) -> list[int]:
    """Ids as SentencePiece gives them for the normalised, white-space split text."""
    chunks = NORMALISER.normalize_str(text).split()
    return [i for chunk in chunks for i in processor.encode(chunk)]


def assert_equal_ids(processor, tokenizer: Tokenizer, texts: list[str]) -> int:
    """Fails where the two libraries do not agree on a text; returns how many texts were ties.

    In a long run of one character ("------…") several cuts have the same score and each library
    may take another of them. Such a tie is no disagreement.
    """

    def total(ids):
        return sum(processor.get_score(i) for i in ids)

    ties = 0
    for text in texts:
        expected = sentencepiece_ids(processor, text)
        actual = tokenizer.encode(text, add_special_tokens=False).ids
        ties += expected != actual
        if expected != actual and abs(total(expected) - total(actual)) > TIE:
            raise AssertionError(f"ids differ from SentencePiece's for {text[:80]!r}")
    return ties


def save(tokenizer: Tokenizer, path: Path) -> None:
    """Writes compact JSON, small, and the same bytes on every platform."""
    content = json.loads(tokenizer.to_str())
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
