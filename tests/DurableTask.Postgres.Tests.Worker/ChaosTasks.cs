using Microsoft.DurableTask;
using Npgsql;

namespace DurableTask.Postgres.Tests.Worker;

/// <summary>One orchestrator for each shape of work, for tests that break everything around it. What each must return is in the tests.</summary>
public static class ChaosTasks
{
    /// <summary>The table that <see cref="Note"/> writes to.</summary>
    public const string CreateTable =
        """
        create table if not exists notes (
            instance text not null, step int not null, pid int not null, at timestamptz not null default clock_timestamp())
        """;

    /// <summary>Notes in the table <c>notes</c> that (instance, step) ran, and returns the step.</summary>
    public const string Note = "Note";

    /// <summary>As <see cref="Note"/>, but fails at its first two runs.</summary>
    public const string Flaky = "Flaky";

    /// <summary>Event that the shapes which listen wait for.</summary>
    public const string Tick = "tick";

    /// <summary>Registers the tasks.</summary>
    public static void Add(DurableTaskRegistry tasks, NpgsqlDataSource notes)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        AddPlainShapes(tasks);
        AddShapesWithEvents(tasks);
        tasks.AddActivityFunc<int, int>(Note, async (context, step) =>
        {
            await NoteAsync(notes, context, step);
            return step;
        });
        tasks.AddActivityFunc<int, int>(Flaky, async (context, step) =>
            await NoteAsync(notes, context, step) > 2 ? step : throw new IOException("It works at the third run."));
    }

    private static void AddPlainShapes(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, int>("Sequence", async (context, steps) =>
        {
            var sum = 0;
            for (var step = 0; step < steps; step++)
            {
                sum += await context.CallActivityAsync<int>(Note, step);
            }

            return sum;
        })
        .AddOrchestratorFunc<int, int>("FanOut", async (context, steps) =>
            (await Task.WhenAll(Enumerable.Range(0, steps).Select(step => context.CallActivityAsync<int>(Note, step)))).Sum())
        .AddOrchestratorFunc<int, int>("Family", async (context, children) =>
            (await Task.WhenAll(Enumerable.Range(0, children).Select(child => context.CallSubOrchestratorAsync<int>(
                child % 2 == 0 ? "Sequence" : "FanOut",
                3,
                new TaskOptions().WithInstanceId($"{context.InstanceId}.{child}"))))).Sum())
        .AddOrchestratorFunc<int, int>("Sleeper", async (context, naps) =>
        {
            for (var nap = 0; nap < naps; nap++)
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(200 + (300 * nap)), CancellationToken.None);
                await context.CallActivityAsync<int>(Note, nap);
            }

            return naps;
        })
        .AddOrchestratorFunc<int, int>("Retrier", (context, step) => context.CallActivityAsync<int>(
            Flaky, step, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMilliseconds(100), 1.5))));

    private static void AddShapesWithEvents(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, int>("Listener", async (context, ticks) =>
        {
            // Whoever raises events from outside may have to try again without knowing whether the first try arrived.
            var heard = new HashSet<int>();
            while (heard.Count < ticks)
            {
                heard.Add(await context.WaitForExternalEvent<int>(Tick));
            }

            return heard.Sum();
        })
        .AddOrchestratorFunc<int, string>("Talker", (context, words) =>
        {
            var child = context.InstanceId + ".hearer";
            var heard = context.CallSubOrchestratorAsync<string>("Hearer", words, new TaskOptions().WithInstanceId(child));
            for (var word = 0; word < words; word++)
            {
                context.SendEvent(child, Tick, word);
            }

            return heard;
        })
        .AddOrchestratorFunc<int, string>("Hearer", async (context, words) =>
        {
            var heard = new List<int>();
            while (heard.Count < words)
            {
                heard.Add(await context.WaitForExternalEvent<int>(Tick));
                await context.CallActivityAsync<int>(Note, heard.Count);
            }

            return string.Join(',', heard);
        })
        .AddOrchestratorFunc<string, string>("Generations", async (context, past) =>
        {
            // Each generation sends itself two events and reads one; the others are carried on.
            context.SendEvent(context.InstanceId, Tick, past.Length);
            context.SendEvent(context.InstanceId, Tick, past.Length);
            var heard = past + await context.WaitForExternalEvent<int>(Tick);
            await context.CallActivityAsync<int>(Note, past.Length);
            if (heard.Length < 6)
            {
                context.ContinueAsNew(heard);
            }

            return heard;
        })
        .AddOrchestratorFunc<int, int>("Forever", (context, _) => context.WaitForExternalEvent<int>("never"));

    /// <summary>Waits out an absent database, because these activities are to fail only when they say so. Returns how often the step ran.</summary>
    private static async Task<long> NoteAsync(NpgsqlDataSource notes, TaskActivityContext context, int step)
    {
        while (true)
        {
            try
            {
                await using var command = notes.CreateCommand(
                    """
                    with noted as (insert into notes (instance, step, pid) values ($1, $2, $3))
                    select count(*) + 1 from notes where instance = $1 and step = $2
                    """);
                command.Parameters.AddWithValue(context.InstanceId);
                command.Parameters.AddWithValue(step);
                command.Parameters.AddWithValue(Environment.ProcessId);
                return (long)(await command.ExecuteScalarAsync(context.GetCancellationToken()))!;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, context.GetCancellationToken());
            }
        }
    }
}
