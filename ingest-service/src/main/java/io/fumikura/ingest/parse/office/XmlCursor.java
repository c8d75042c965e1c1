package io.fumikura.ingest.parse.office;

import io.fumikura.ingest.parse.ParseBudget;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Goes through an XML part from its beginning to its end. Knows elements by their local names: the
 * two editions of the format differ in their name spaces only. Nothing is fetched or expanded: a
 * part with a DTD is refused, which the format forbids anyway.
 */
final class XmlCursor implements Closeable {
    /** The longest name, value or comment, in bytes: each is in memory as a whole. */
    private static final int MAX_TOKEN = 4 << 20;

    private static final int EVENTS_BETWEEN_CHECKS = 1024;

    private final String part;
    private final ParseBudget budget;
    private final Metered bytes;
    private final XMLStreamReader xml;
    private int depth;
    private int events;
    private boolean ending;

    XmlCursor(String part, InputStream in, ParseBudget budget) throws IOException {
        this.part = part;
        this.budget = budget;
        this.bytes = new Metered(in, part);
        try {
            this.xml = factory().createXMLStreamReader(bytes);
        } catch (XMLStreamException e) {
            in.close();
            throw Damage.of(part + " is not XML", e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver(
                (publicId, systemId, baseUri, name) -> InputStream.nullInputStream());
        return factory;
    }

    /** The next start or end of an element or piece of text; false at the end of the part. */
    boolean next() {
        if (ending) {
            depth--;
            ending = false;
        }
        try {
            while (xml.hasNext()) {
                bytes.allow(MAX_TOKEN);
                if (++events % EVENTS_BETWEEN_CHECKS == 0) {
                    budget.checkTime();
                }
                if (isOfInterest(xml.next())) {
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw Damage.of(part + " is not well-formed XML", e);
        }
    }

    private boolean isOfInterest(int event) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> budget.checkDepth(++depth);
            case XMLStreamConstants.END_ELEMENT -> ending = true;
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {}
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw Damage.of(part + " declares entities, which Office files must not");
            default -> {
                return false;
            }
        }
        return true;
    }

    /** How many elements are open, the one that starts or ends here included. */
    int depth() {
        return depth;
    }

    boolean isStart() {
        return xml.isStartElement();
    }

    boolean isStart(String name) {
        return xml.isStartElement() && xml.getLocalName().equals(name);
    }

    boolean isEnd(String name) {
        return xml.isEndElement() && xml.getLocalName().equals(name);
    }

    /** Local name of the element that starts or ends here; empty at a piece of text. */
    String name() {
        return xml.hasName() ? xml.getLocalName() : "";
    }

    /** Value of the attribute with this local name. */
    @Nullable String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    String attribute(String name, String otherwise) {
        String value = attribute(name);
        return value == null ? otherwise : value;
    }

    /** The id of a relation this element uses; its plain id is something else. */
    String relation() {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String space = xml.getAttributeNamespace(i);
            if (xml.getAttributeLocalName(i).equals("id") && space != null && !space.isEmpty()) {
                return String.valueOf(xml.getAttributeValue(i));
            }
        }
        return "";
    }

    int number(String name, int otherwise) {
        try {
            String value = attribute(name);
            return value == null ? otherwise : Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Whether an on-off property that starts here is on. */
    boolean isOn() {
        String value = attribute("val", "true");
        return !value.equals("0") && !value.equals("false") && !value.equals("off");
    }

    /** Refuses what grows in memory without end: a paragraph, a row of a table. */
    void checkHeld(int characters) {
        budget.checkHeldCharacters(characters);
    }

    /** The text of the element that starts here; ends at its end. */
    void text(StringBuilder into) {
        int start = depth;
        while (next() && !(ending && depth == start)) {
            if (xml.isCharacters()) {
                into.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                checkHeld(into.length());
            }
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text(text);
        return text.toString();
    }

    /** Goes to the end of the element that starts here. */
    void skip() {
        int start = depth;
        while (next() && !(ending && depth == start)) {
            // Nothing of it is wanted.
        }
    }

    /** Whether this is the end of the element that was at this depth. */
    boolean isEndOf(int start) {
        return ending && depth == start;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    /** Counts what is read, so that no single token fills the memory. */
    private static final class Metered extends FilterInputStream {
        private final String part;
        private long left;

        Metered(InputStream in, String part) {
            super(in);
            this.part = part;
            this.left = MAX_TOKEN;
        }

        void allow(long bytes) {
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count(Math.max(n, 0));
            return n;
        }

        private void count(int n) {
            left -= n;
            if (left < 0) {
                throw Damage.of(part + " has a value without end");
            }
        }
    }
}
