using Microsoft.DurableTask;
using Npgsql;

namespace DurableTask.Postgres.Tests.Worker;

/// <summary>Tasks that test processes and tests share.</summary>
public static class SampleTasks
{
    /// <summary>Calls <see cref="Record"/> so many times and returns how many it were.</summary>
    public const string Chain = "Chain";

    /// <summary>Notes in the table <c>runs</c> that (instance, step) ran.</summary>
    public const string Record = "Record";

    /// <summary>Ends the process in the middle of a turn.</summary>
    public const string Crash = "Crash";

    /// <summary>Registers the tasks.</summary>
    public static void Add(DurableTaskRegistry tasks, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        tasks.AddOrchestratorFunc<int, int>(Chain, async (context, steps) =>
        {
            for (var step = 0; step < steps; step++)
            {
                await context.CallActivityAsync(Record, step);
            }

            return steps;
        });
        tasks.AddOrchestratorFunc<int, string>(Crash, (_, reason) =>
        {
            Environment.FailFast($"The test wants this process to die in a turn ({reason}).");
            return "unreachable";
        });
        tasks.AddActivityFunc<int, int>(Record, async (context, step) =>
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var command = source.CreateCommand("insert into runs (instance, step, pid) values ($1, $2, $3)");
            command.Parameters.AddWithValue(context.InstanceId);
            command.Parameters.AddWithValue(step);
            command.Parameters.AddWithValue(Environment.ProcessId);
            await command.ExecuteNonQueryAsync(context.GetCancellationToken());
            return step;
        });
    }
}
