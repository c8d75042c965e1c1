package io.fumikura.ingest;

import io.fumikura.contract.event.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** With a topic of one tenant's own. */
public class TenantStack extends IngestStack {
    static final String TENANT = "beta";
    static final String TOPIC = Topics.DOCUMENTS_OF_TENANT + TENANT;

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        String brokers = settings.getOrDefault("kafka.bootstrap.servers", "");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        settings.put("intake.topic", "fumikura[.]documents([.].+)?");
        settings.put("intake.topic-is-pattern", "true");
        return settings;
    }
}
