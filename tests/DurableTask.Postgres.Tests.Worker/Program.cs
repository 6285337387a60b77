using DurableTask.Postgres;
using DurableTask.Postgres.Tests.Worker;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder();
builder.Services.AddDurableTaskPostgres(options =>
{
    options.ConnectionString = args[0];
    options.HubName = args[1];
});
builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(tasks => SampleTasks.Add(tasks, args[0])).UsePostgres());
await builder.Build().RunAsync();
