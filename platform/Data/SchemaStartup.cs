using DurableTask.Postgres.Schema;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Deis.Platform.Data;

/// <summary>Brings the platform's tables up to date before anything else starts.</summary>
internal sealed class SchemaStartup(NpgsqlDataSource database) : IHostedLifecycleService
{
    private const string Set = "platform";

    public Task StartingAsync(CancellationToken cancellationToken) =>
        SchemaMigrator.ApplyAsync(database, Set, typeof(SchemaStartup).Assembly, "", cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
