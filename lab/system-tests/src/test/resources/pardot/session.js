// A session of npm's pardot, unchanged, but for where its requests go: node session.js URL KEY USER_KEY
const [url, password, userKey] = process.argv.slice(2);
const request = require('request');
const post = request.post;
request.post = (uri, options, callback) =>
  post(uri.replace('https://pi.pardot.com', url), options, callback);

const say = (what, value) => console.log(what + ' ' + JSON.stringify(value));
const told = (what) => (error) => say(what, { failed: error });

require('pardot')({ userKey, email: 'anna@example.com', password })
  .then(async (api) => {
    say('login', true);
    const made = await api.prospects.create('node+x@example.com', { first_name: 'Node' });
    say('create', [made.prospect.email, made.prospect.first_name]);
    await api.prospects.create('node+x@example.com', {}).catch(told('create-again'));
    const id = made.prospect.id;
    say('read-by-id', (await api.prospects.readById(id)).prospect.email);
    say('read-by-email', (await api.prospects.readByEmail('node+x@example.com')).prospect.id === id);
    say('update', (await api.prospects.updateById(id, { city: 'Köln & "Bonn"' })).prospect.city);
    say('upsert', (await api.prospects.upsertByEmail('node+x@example.com', { city: 'Ulm' })).prospect.id === id);
    const one = await api.prospects.query({ id_greater_than: id - 1, id_less_than: id + 1 });
    say('query', [one.result.total_results, one.result.prospect.city]);
    say('delete', await api.prospects.deleteById(id));
    await api.prospects.readById(id).catch(told('read-deleted'));
    await api.prospects.assignById(id, { user_id: 1 }).catch(told('wrong-path'));
  })
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
