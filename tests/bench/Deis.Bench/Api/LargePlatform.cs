using Npgsql;

namespace Deis.Bench.Api;

/// <summary>Fills a platform with rows, faster than its API could.</summary>
internal static class LargePlatform
{
    private const int Users = 200;
    private const int Apps = 1_000;
    private const int ReleasesPerApp = 50;

    /// <summary>What there is afterwards, in words.</summary>
    public static string Size => $"{Apps} apps, {Apps * ReleasesPerApp} releases, {Users} users";

    /// <summary>Adds users, apps and releases. The releases of <paramref name="app"/> go on with its real configuration; those of the others could not run.</summary>
    public static async Task FillAsync(NpgsqlDataSource database, string app)
    {
        await using var command = database.CreateCommand(
            $$"""
            insert into deis.users (id, username, email, password, date_joined)
            select gen_random_uuid(), 'user' || n, 'user' || n || '@example.org', '!', now() from generate_series(1, {{Users - 1}}) n;

            insert into deis.apps (uuid, id, owner_id, structure, created, updated)
            select gen_random_uuid(), 'app' || n, (select id from deis.users where username = 'user' || 1 + n % {{Users - 1}}), '{"web":1}', now(), now()
            from generate_series(1, {{Apps - 1}}) n;

            insert into deis.configs (uuid, app_id, owner_id, values, registry, created, updated)
            select gen_random_uuid(), uuid, owner_id, '', '', now(), now() from deis.apps where id <> '{{app}}';

            insert into deis.builds (uuid, app_id, owner_id, image, sha, procfile, created, updated)
            select gen_random_uuid(), uuid, owner_id, 'home/' || id || ':git-1234abcd/push/slug.tgz', '1234abcd', '{"web":"node server.js"}', now(), now()
            from deis.apps;

            insert into deis.releases (uuid, app_id, owner_id, version, summary, config_id, build_id, created, updated)
            select gen_random_uuid(), a.uuid, a.owner_id, n, 'user changed nothing', c.uuid, b.uuid, now(), now()
            from deis.apps a
            join deis.builds b on b.app_id = a.uuid
            cross join lateral (select uuid from deis.configs where app_id = a.uuid order by created desc limit 1) c
            cross join generate_series(1, {{ReleasesPerApp}}) n
            on conflict do nothing;
            """);
        await command.ExecuteNonQueryAsync();
        await using var analyze = database.CreateCommand("analyze");
        await analyze.ExecuteNonQueryAsync();
    }
}
