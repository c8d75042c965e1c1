package io.fumikura.inference.text;

/**
 * Puts a query and a passage into the manifest's template, each once and literally: braces in the
 * texts mean nothing.
 */
record PairTemplate(String before, String between, String after) {
    private static final String QUERY = "{query}";
    private static final String PASSAGE = "{passage}";

    static PairTemplate parse(String template) {
        int query = template.indexOf(QUERY);
        int passage = template.indexOf(PASSAGE);
        if (query < 0 || passage < query) {
            throw new IllegalArgumentException(
                    "pair_template needs {query} and, after it, {passage}");
        }
        return new PairTemplate(
                template.substring(0, query),
                template.substring(query + QUERY.length(), passage),
                template.substring(passage + PASSAGE.length()));
    }

    String fill(String query, String passage) {
        return before + query + between + passage + after;
    }
}
