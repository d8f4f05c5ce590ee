// Statements as they come, as far as the desk reads them. Anything may be missing: other clients send what they like.
export type Texts = Record<string, string>;
export type Account = { homePage: string; name: string };
export type Actor = {
  objectType?: string; name?: string; mbox?: string; mbox_sha1sum?: string; openid?: string; account?: Account; member?: Actor[];
};
export type Definition = {
  name?: Texts; description?: Texts; type?: string; interactionType?: string; correctResponsesPattern?: string[]; choices?: { id: string; description?: Texts }[];
};
export type Thing = Actor & { id?: string; definition?: Definition; actor?: Actor; verb?: Verb; object?: Thing };
export type Verb = { id: string; display?: Texts };
export type Result = {
  success?: boolean; completion?: boolean; response?: string; duration?: string;
  score?: { scaled?: number; raw?: number; min?: number; max?: number };
  extensions?: Record<string, unknown>;
};
export type Context = {
  registration?: string; platform?: string; language?: string; contextActivities?: { parent?: Thing[]; grouping?: Thing[]; category?: Thing[] };
};
export type Statement = {
  id: string; actor: Actor; verb: Verb; object: Thing; result?: Result; context?: Context; authority?: Actor; timestamp: string; stored: string;
};
