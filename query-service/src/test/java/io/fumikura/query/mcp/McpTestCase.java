package io.fumikura.query.mcp;

import io.fumikura.query.QueryEnvironment;
import org.junit.jupiter.api.BeforeEach;

/** Each test begins a session, with everything there. */
abstract class McpTestCase {
    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    McpClient client;

    @BeforeEach
    void begin() {
        world.whole();
        client = McpClient.begun();
    }
}
