"""Features of questions and candidate passages, through the graph that will give them later."""

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

import embedding
import graphs
import mining
import rerank_graph
import reranker
from lexical import bm25

MAX_TOKENS = 512
ROWS = 48


def feature_session(vectors, idf, specials: int) -> onnxruntime.InferenceSession:
    rows, scales = graphs.quantise(reranker.unit(vectors))
    weights = reranker.token_weights(idf, specials)
    graph = rerank_graph.reranker_graph(rows, scales, weights, None)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    return onnxruntime.InferenceSession(
        graph.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )


def ids_of(texts: list[str], tokenizer: Tokenizer) -> list[list[int]]:
    encodings = tokenizer.encode_batch(texts, add_special_tokens=False)
    return [encoding.ids[:MAX_TOKENS] for encoding in encodings]


def run(session, queries, passages, separator: int) -> np.ndarray:
    """Features [pairs, n] of token rows."""
    joined = [q + [separator] + p for q, p in zip(queries, passages, strict=True)]
    order = sorted(range(len(joined)), key=lambda i: (len(queries[i]), len(joined[i])))
    outputs = [None] * len(joined)
    for start in range(0, len(order), ROWS):
        rows = order[start : start + ROWS]
        longest = max(len(joined[i]) for i in rows)
        ids = np.zeros((len(rows), longest), np.int64)
        mask, types = np.zeros_like(ids), np.zeros_like(ids)
        for place, i in enumerate(rows):
            ids[place, : len(joined[i])] = joined[i]
            mask[place, : len(joined[i])] = 1
            types[place, len(queries[i]) + 1 : len(joined[i])] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        for i, output in zip(rows, session.run(None, feed)[0], strict=True):
            outputs[i] = output
    return np.array(outputs)


def of_collections(found, vectors, idf, tokenizer: Tokenizer, specials: int):
    """Yields features [questions, candidates, n] of each collection; the first one is right."""
    session = feature_session(vectors, idf, specials)
    separator = tokenizer.token_to_id("<sep>")
    for seed, made in enumerate(found):
        queries = ids_of([question for question, _ in made.asked], tokenizer)
        passages = ids_of(made.passages, tokenizer)
        asked = embedding.bag(queries, len(vectors))
        shown = embedding.bag(passages, len(vectors))
        dense = embedding.embed(embedding.damp(asked), vectors)[0]
        dense = dense @ embedding.embed(embedding.damp(shown), vectors)[0].T
        own = [places for _, places in made.asked]
        chosen = mining.candidates(bm25(asked, shown), dense, own, seed)
        values = run(
            session,
            [queries[q] for q, row in enumerate(chosen) for _ in row],
            [passages[p] for row in chosen for p in row],
            separator,
        )
        yield values.reshape(*chosen.shape, -1)
