using System.Globalization;
using DurableTask.Postgres;
using DurableTask.Postgres.Tests.Worker;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Hosting;
using Npgsql;

// Arguments: connection string, hub, lease time, attempts before something counts as poisoned.
await using var notes = NpgsqlDataSource.Create(args[0]);
var builder = Host.CreateApplicationBuilder();
builder.Services.AddDurableTaskPostgres(options =>
{
    options.ConnectionString = args[0];
    options.HubName = args[1];
    options.LeaseTime = TimeSpan.Parse(args[2], CultureInfo.InvariantCulture);
    options.MaximumTurnAttempts = int.Parse(args[3], CultureInfo.InvariantCulture);
    options.MaximumActivityAttempts = options.MaximumTurnAttempts;
});
builder.Services.AddDurableTaskWorker(worker => worker
    .AddTasks(tasks =>
    {
        SampleTasks.Add(tasks, args[0]);
        ChaosTasks.Add(tasks, notes);
    })
    .UsePostgres());
await builder.Build().RunAsync();
