/** Who MAO says it is to programs that it speaks with. */
export const clientInfo = { name: 'mao', title: 'MAO', version: '0.1.0' } as const;
