'use strict';

// Shows /v2/openapi.json. All text goes into the page as text, never as HTML.

const verbs = ['get', 'post', 'put', 'delete'];

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === 'onclick') node.addEventListener('click', value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
  return node;
}

// `code` within a sentence.
function prose(text) {
  return (text ?? '').split(/(`[^`]+`)/).map(part => (/^`.+`$/.test(part) ? el('code', null, part.slice(1, -1)) : part));
}

function paragraphs(text) {
  return (text ?? '').split(/\n\n+/).filter(Boolean).map(part => el('p', null, prose(part)));
}

const pretty = value => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

class Reference {
  constructor(document) {
    this.api = document;
  }

  resolve(node) {
    const name = node?.$ref;
    return name ? name.slice(2).split('/').reduce((at, step) => at[step.replaceAll('~1', '/').replaceAll('~0', '~')], this.api) : node;
  }

  // A type in words, with links to the objects.
  type(schema) {
    if (!schema) return ['anything'];
    if (schema.$ref) {
      const name = schema.$ref.split('/').pop();
      return [el('a', { href: `#object-${name}` }, name)];
    }
    const several = schema.oneOf ?? schema.anyOf;
    if (several) return several.map((one, i) => [i ? ' or ' : '', this.type(one)]);
    const types = [schema.type ?? 'anything'].flat();
    const words = types.map((type, i) => [
      i ? ' or ' : '',
      type === 'array' ? ['list of ', this.type(schema.items)]
        : type === 'object' && typeof schema.additionalProperties === 'object' ? ['map to ', this.type(schema.additionalProperties)]
        : type,
    ]);
    return schema.format && schema.format !== 'int32' && schema.format !== 'int64' ? [words, ` (${schema.format})`] : words;
  }

  row(name, schema, text, required) {
    return el('tr', null,
      el('td', null, el('code', null, name), required ? el('span', { class: 'must' }, 'required') : null),
      el('td', null, this.type(schema)),
      el('td', null, prose(text ?? this.resolve(schema)?.description)));
  }

  fields(schema) {
    const target = this.resolve(schema);
    if (!target?.properties) return null;
    return el('table', { class: 'fields' }, el('tbody', null, Object.entries(target.properties)
      .map(([name, property]) => this.row(name, property, property.description, target.required?.includes(name)))));
  }

  examples(media) {
    const named = Object.entries(media.examples ?? {}).map(([name, example]) => [name, example.value]);
    const all = media.example === undefined ? named : [['', media.example], ...named];
    return all.map(([, value]) => el('pre', { tabindex: '0' }, pretty(value)));
  }

  withExample(parameter) {
    return `${parameter.description} For example: \`${parameter.example}\``;
  }

  parameters(title, list, place) {
    const some = list.map(p => this.resolve(p)).filter(p => p.in === place);
    if (!some.length) return null;
    return [
      el('h4', null, title),
      el('table', { class: 'fields' }, el('tbody', null, some.map(p => this.row(p.name, p.schema, this.withExample(p), p.required && place !== 'path')))),
    ];
  }

  body(operation) {
    if (!operation.requestBody) return null;
    return [
      el('h4', null, operation.requestBody.required ? 'Body' : 'Body (may be missing)'),
      Object.entries(operation.requestBody.content).map(([type, media]) => [
        this.fields(media.schema) ?? el('p', { class: 'faint' }, type, ', ', this.type(media.schema)),
        this.examples(media),
      ]),
    ];
  }

  responses(operation) {
    return [el('h4', null, 'Answers'), Object.entries(operation.responses).map(([status, reference]) => {
      const response = this.resolve(reference);
      const media = Object.entries(response.content ?? {});
      return el('details', { open: status.startsWith('2') },
        el('summary', null, el('span', { class: `status s${status[0]}` }, status), prose(response.description)),
        media.map(([type, content]) => [
          el('p', { class: 'faint' }, type, ', ', this.type(content.schema)),
          this.examples(content),
        ]));
    })];
  }

  who(operation) {
    const ways = (operation.security ?? this.api.security ?? []).map(way => Object.keys(way)[0]);
    const scope = operation['x-deis-scope'];
    if (!ways.length) return 'For everybody.';
    if (ways.includes('builder')) return 'For builders: X-Deis-Builder-Auth.';
    if (ways.includes(undefined)) return 'For everybody; a token is looked at.';
    return (operation['x-deis-admin'] ? 'For administrators. ' : '') + (scope === 'admin' ? 'Token of scope admin.' : `Token of scope ${scope} or more.`);
  }

  curl(verb, path, operation) {
    const values = Object.fromEntries((operation.parameters ?? []).map(p => this.resolve(p)).filter(p => p.in === 'path').map(p => [p.name, p.example]));
    const url = location.origin + path.replace(/\{(\w+)\}/g, (all, name) => (name in values ? encodeURIComponent(values[name]) : all));
    const media = Object.entries(operation.requestBody?.content ?? {})[0];
    const example = media?.[1].example ?? Object.values(media?.[1].examples ?? {})[0]?.value;
    const quote = text => `'${text.replaceAll("'", "'\\''")}'`;
    return [
      'curl', verb === 'get' ? null : `-X ${verb.toUpperCase()}`,
      (operation.security ?? []).some(way => way.token) ? '-H "Authorization: token $TOKEN"' : null,
      (operation.security ?? []).some(way => way.builder) ? '-H "X-Deis-Builder-Auth: $KEY"' : null,
      media ? `-H ${quote(`Content-Type: ${media[0]}`)} -d ${quote(typeof example === 'string' ? example : JSON.stringify(example))}` : null,
      quote(url),
    ].filter(Boolean).join(' ');
  }

  operation(verb, path, operation) {
    const parameters = operation.parameters ?? [];
    const copy = el('button', { type: 'button', onclick: () => navigator.clipboard?.writeText(this.curl(verb, path, operation)).then(() => {
      copy.textContent = 'Copied';
    }) }, 'Copy as curl');
    return el('article', { id: operation.operationId, 'aria-labelledby': `title-${operation.operationId}` },
      el('h3', { id: `title-${operation.operationId}` }, el('a', { href: `#${operation.operationId}` }, prose(operation.summary))),
      el('div', { class: 'line' },
        el('span', { class: `verb ${verb.toUpperCase()}` }, verb.toUpperCase()),
        el('span', { class: 'path' }, path.split(/(\{\w+\})/).map(part => (part.startsWith('{') ? el('b', null, part) : part))),
        copy),
      el('p', { class: 'faint' }, this.who(operation)),
      paragraphs(operation.description),
      this.parameters('Path', parameters, 'path'),
      this.parameters('Query', parameters, 'query'),
      this.parameters('Headers', parameters, 'header'),
      this.body(operation),
      this.responses(operation));
  }

  sections() {
    const all = Object.entries(this.api.paths).flatMap(([path, item]) =>
      verbs.filter(verb => item[verb]).map(verb => ({ verb, path, operation: item[verb] })));
    return this.api.tags.map(tag => ({ tag, operations: all.filter(one => one.operation.tags.includes(tag.name)) })).filter(s => s.operations.length);
  }

  menu() {
    return this.sections().map(({ tag, operations }) => el('section', null,
      el('h2', null, tag.name),
      el('ul', null, operations.map(({ verb, path, operation }) => el('li', { 'data-words': `${tag.name} ${verb} ${path} ${operation.operationId} ${operation.summary}`.toLowerCase() },
        el('a', { href: `#${operation.operationId}`, title: path },
          el('span', { class: `verb ${verb.toUpperCase()}` }, verb.toUpperCase()), el('span', null, operation.operationId)))))));
  }

  content() {
    return [
      el('h1', { id: 'top' }, this.api.info.title, ' API'),
      el('p', { class: 'faint' }, `Version ${this.api.info.version}. `, el('a', { href: '/v2/openapi.json' }, 'openapi.json'), ', OpenAPI ', this.api.openapi),
      paragraphs(this.api.info.description),
      this.sections().map(({ tag, operations }) => el('section', null,
        el('h2', null, tag.name),
        paragraphs(tag.description),
        operations.map(({ verb, path, operation }) => this.operation(verb, path, operation)))),
      el('section', null, el('h2', null, 'Objects'), Object.entries(this.api.components.schemas).map(([name, schema]) =>
        el('article', { id: `object-${name}` },
          el('h3', null, el('a', { href: `#object-${name}` }, name)),
          el('p', null, prose(schema.description)),
          this.fields(schema) ?? el('p', { class: 'faint' }, this.type(schema))))),
    ];
  }
}

function filter(menu, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const section of menu.children) {
    const items = [...section.querySelectorAll('li')];
    for (const item of items) item.hidden = !words.every(word => item.dataset.words.includes(word));
    section.hidden = items.every(item => item.hidden);
  }
}

async function show() {
  const menu = document.getElementById('menu');
  const main = document.getElementById('content');
  try {
    const response = await fetch('/v2/openapi.json');
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    const reference = new Reference(await response.json());
    menu.replaceChildren(...reference.menu());
    main.replaceChildren(...reference.content().flat(Infinity).filter(Boolean));
  } catch (error) {
    document.getElementById('state').textContent = `The description of the API could not be loaded: ${error.message}. Reload the page to try again.`;
    throw error;
  }
  const input = document.getElementById('filter');
  input.addEventListener('input', () => filter(menu, input.value));
  document.addEventListener('keydown', event => {
    if (event.key === '/' && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    }
  });
  const mark = () => {
    for (const link of menu.querySelectorAll('a')) {
      if (link.hash && link.hash === location.hash) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  addEventListener('hashchange', mark);
  mark();
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

show();
