using DurableTask.Postgres.Schema;
using DurableTask.Postgres.Tests.Support;
using Npgsql;

namespace DurableTask.Postgres.Tests;

[Collection(PostgresCollection.Name)]
public sealed class MigratorTests(PostgresFixture postgres)
{
    private static readonly SchemaMigration _first = new("2026-01-01-01-one", "create table one (id int); insert into one values (1);");
    private static readonly SchemaMigration _second = new("2026-01-02-01-two", "alter table one add name text;");

    [Fact]
    public async Task Apply_NewDatabase_RunsAllInOrderOfTheirNamesOnce()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.Server.CreateDatabaseAsync());

        var ran = await SchemaMigrator.ApplyAsync(source, "test", [_second, _first], CancellationToken.None);
        var again = await SchemaMigrator.ApplyAsync(source, "test", [_first, _second], CancellationToken.None);

        ran.ShouldBe([_first.Name, _second.Name]);
        again.ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_ChangedScript_IsRefusedWithItsName()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.Server.CreateDatabaseAsync());
        await SchemaMigrator.ApplyAsync(source, "test", [_first], CancellationToken.None);

        var error = await Should.ThrowAsync<SchemaMigrationException>(
            SchemaMigrator.ApplyAsync(source, "test", [_first with { Sql = "select 1" }], CancellationToken.None));

        error.Message.ShouldContain(_first.Name);
    }

    [Fact]
    public async Task Apply_OtherLineEnds_AreNoChange()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.Server.CreateDatabaseAsync());
        await SchemaMigrator.ApplyAsync(source, "test", [new SchemaMigration("a", "select 1;\nselect 2;")], CancellationToken.None);

        (await SchemaMigrator.ApplyAsync(source, "test", [new SchemaMigration("a", "select 1;\r\nselect 2;")], CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_BrokenScript_LeavesNothingOfItAndIsTriedAgain()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.Server.CreateDatabaseAsync());
        var broken = new SchemaMigration("2026-01-01-01-one", "create table one (id int); select nonsense;");
        await Should.ThrowAsync<PostgresException>(SchemaMigrator.ApplyAsync(source, "test", [broken], CancellationToken.None));

        (await SchemaMigrator.ApplyAsync(source, "test", [_first], CancellationToken.None)).ShouldBe([_first.Name]);
    }

    [Fact]
    public async Task Apply_ManyProcessesAtOnce_EachScriptRunsOnce()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.Server.CreateDatabaseAsync());

        var ran = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => SchemaMigrator.ApplyAsync(source, "test", [_first, _second], CancellationToken.None)));

        ran.SelectMany(names => names).ShouldBe([_first.Name, _second.Name], ignoreOrder: true);
    }
}
