// Asks a running query-service through OpenAI's own client. OpenAiClientIT runs it in a copy of this folder; by
// hand: npm install && npm run check there. BASE_URL defaults to the address of ./dev.sh up.
import OpenAI, { APIError } from "openai";
import assert from "node:assert/strict";

const client = new OpenAI({
  baseURL: process.env.BASE_URL ?? "http://localhost:8080/v1",
  apiKey: "none",
  maxRetries: 0,
});
const question = process.env.QUESTION ?? "副業は月に何時間までできますか";
const messages = [{ role: "user", content: question }];

const models = await client.models.list();
assert.deepEqual(models.data.map((model) => model.id), ["fumikura"]);

const whole = await client.chat.completions.create({ model: "fumikura", messages });
assert.equal(whole.object, "chat.completion");
assert.equal(whole.choices[0].finish_reason, "stop");
assert.ok(whole.choices[0].message.content.length > 0);
assert.ok(whole.citations.length > 0, "citations stand beside choices");

const stream = await client.chat.completions.create({
  model: "fumikura",
  messages,
  stream: true,
  stream_options: { include_usage: true },
});
let text = "";
let usage;
let citations;
for await (const chunk of stream) {
  text += chunk.choices[0]?.delta?.content ?? "";
  usage = chunk.usage ?? usage;
  citations = chunk.citations ?? citations;
}
assert.equal(text, whole.choices[0].message.content);
assert.ok(citations.length > 0);
assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);

await assert.rejects(
  client.chat.completions.create({ model: "fumikura", messages: [] }),
  (error) => error instanceof APIError && error.status === 422 && error.type === "invalid_request_error",
);

const leaving = await client.chat.completions.create({ model: "fumikura", messages, stream: true });
leaving.controller.abort();

const followUp = await client.chat.completions.create({
  model: "fumikura",
  messages: [...messages, { role: "assistant", content: text }, { role: "user", content: "それはだれに届け出ますか" }],
});
assert.ok(followUp.choices[0].message.content.length > 0);
console.log("8 checks passed: models, completion, citations, stream, usage, error, abort, follow-up");
