// The vendors' own clients understand our fake, so what our tests read is what the vendors write.
import assert from "node:assert/strict";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

const [anthropicUrl, openaiUrl] = process.argv.slice(2);
const anthropic = new Anthropic({ apiKey: "k", baseURL: anthropicUrl, maxRetries: 0 });
const openai = new OpenAI({ apiKey: "k", baseURL: openaiUrl, maxRetries: 0 });
const ask = { model: "claude-haiku-5-5", max_tokens: 16, messages: [{ role: "user", content: "Hi" }] };

let passed = 0;
let failed = 0;
async function check(name, run) {
    try {
        await run();
        passed += 1;
    } catch (error) {
        failed += 1;
        console.log(`FAILED ${name}: ${error.message}`);
    }
}

await check("anthropic text", async () => {
    const message = await anthropic.messages.stream(ask).finalMessage();
    assert.equal(message.content[0].text, "Hello");
    assert.equal(message.stop_reason, "end_turn");
    assert.equal(message.usage.output_tokens, 34);
    assert.equal(message.usage.cache_read_input_tokens, 4096);
});
await check("anthropic tool call", async () => {
    const message = await anthropic.messages.stream(ask).finalMessage();
    assert.deepEqual(message.content.find((block) => block.type === "tool_use").input, { q: "friction" });
});
await check("anthropic error", async () => {
    await assert.rejects(anthropic.messages.create(ask), (error) => error.status === 529 && error.error.error.type === "overloaded_error");
});
await check("openai text", async () => {
    const stream = await openai.chat.completions.create({ model: "m", stream: true, stream_options: { include_usage: true }, messages: ask.messages });
    let text = "";
    let usage;
    for await (const chunk of stream) {
        text += chunk.choices[0]?.delta?.content ?? "";
        usage = chunk.usage ?? usage;
    }
    assert.equal(text, "Hello");
    assert.equal(usage.prompt_tokens_details.cached_tokens, 64);
});
await check("openai embeddings", async () => {
    const answer = await openai.embeddings.create({ model: "e", input: ["a"], encoding_format: "float" });
    assert.deepEqual(answer.data[0].embedding, [1, 2]);
});
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
