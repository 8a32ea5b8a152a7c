/** The files of the specification, verbatim. */
export const registryMd = `\`\`\`yaml
models:
  opus:
    provider: anthropic
    cli: claude
    capabilities: [orchestration, synthesis, architecture, long-context]
    thinking: megathink
    role: orchestrator

  sonnet:
    provider: anthropic
    cli: claude
    capabilities: [implementation, balanced, tool-use]
    thinking: ultrathink
    role: worker

  haiku:
    provider: anthropic
    cli: claude
    capabilities: [speed, pre-flight, simple-tasks]
    thinking: think hard
    role: checker

  gemini-pro:
    provider: google
    cli: gemini
    capabilities: [analysis, long-context, multimodal, structural]
    thinking: max
    role: analyzer

  gemini-flash:
    provider: google
    cli: gemini
    capabilities: [speed, drafts, iterations]
    thinking: standard
    role: drafter

  gpt-codex:
    provider: openai
    cli: openai
    capabilities: [code-generation, refactoring, completion, tests]
    thinking: high
    role: coder

  o3:
    provider: openai
    cli: openai
    capabilities: [reasoning, validation, algorithms, security]
    thinking: max
    role: validator
\`\`\`
`;

export const taskRoutingMd = `\`\`\`yaml
development:
  schema_design:
    primary: gemini-pro
    fallback: sonnet
  storage_layer:
    primary: gpt-codex
    fallback: sonnet
  core_logic:
    primary: o3
    fallback: opus
  implementation:
    primary: sonnet
    fallback: gpt-codex
  tests:
    primary: gpt-codex
    fallback: sonnet

qa:
  prd_compliance:
    primary: gemini-pro
    fallback: opus
  error_handling:
    primary: sonnet
    fallback: opus
  type_safety:
    primary: gpt-codex
    fallback: sonnet
  architecture:
    primary: opus
    fallback: gemini-pro
  security:
    primary: o3
    fallback: opus

pre_flight:
  dependency_check:
    primary: haiku
    fallback: gemini-flash
\`\`\`
`;

export const mcpJson = `{
  "mcpServers": {
    "context7": {
      "type": "stdio",
      "command": "npx",
      "args": ["-y", "@upstash/context7-mcp@latest"]
    },
    "pal": {
      "type": "stdio",
      "command": "uvx",
      "args": ["pal-mcp-server"],
      "env": {
        "OPENAI_API_KEY": "\${OPENAI_API_KEY}",
        "GEMINI_API_KEY": "\${GEMINI_API_KEY}",
        "ANTHROPIC_API_KEY": "\${ANTHROPIC_API_KEY}"
      }
    }
  }
}
`;
