import type { ContentsNode } from '~/api/types';

export type Branch = { node: ContentsNode; children: Branch[] };

// The contents as a tree, in reading order; a node whose parent is unknown stands at the top.
export function tree(nodes: ContentsNode[]): Branch[] {
  const branches = new Map(nodes.map((node) => [node.id, { node, children: [] as Branch[] }]));
  const top: Branch[] = [];
  for (const branch of branches.values()) (branches.get(branch.node.parent_id ?? '')?.children ?? top).push(branch);
  return top;
}

// The level below a single book title, else the top.
export function chapters(nodes: ContentsNode[]): Branch[] {
  const top = tree(nodes);
  return top.length === 1 && top[0] && top[0].children.length > 1 ? top[0].children : top;
}
