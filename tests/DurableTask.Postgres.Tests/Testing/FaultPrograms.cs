using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests.Testing;

/// <summary>Orchestrations that need nobody from outside, and what each gives when nothing goes wrong.</summary>
internal static class FaultPrograms
{
    /// <summary>Names and outputs.</summary>
    public static IReadOnlyDictionary<string, string> Outputs { get; } = new Dictionary<string, string>
    {
        ["Chain"] = "5",
        ["Fan"] = "0,1,4,9,16,25",
        ["Timers"] = "short then long",
        ["Events"] = "abc",
        ["Children"] = "1+2+3",
        ["Rounds"] = "3 left:x",
        ["Retries"] = "tried",
        ["Compensation"] = "undone",
    };

    public static void AddTo(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string>("Chain", async context =>
        {
            var value = 0;
            for (var step = 0; step < 5; step++)
            {
                value = await context.CallActivityAsync<int>("Add", value);
            }

            return $"{value}";
        })
        .AddOrchestratorFunc<string>("Fan", async context => string.Join(',', await Task.WhenAll(
            Enumerable.Range(0, 6).Select(value => context.CallActivityAsync<int>("Square", value)))))
        .AddOrchestratorFunc<string>("Timers", async context =>
        {
            var longer = context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
            var shorter = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            var first = await Task.WhenAny(longer, shorter) == shorter ? "short" : "long";
            await longer;
            return $"{first} then long";
        })
        .AddOrchestratorFunc<string>("Events", async context =>
        {
            var all = string.Empty;
            foreach (var letter in "abc")
            {
                context.SendEvent(context.InstanceId, "letter", $"{letter}");
            }

            while (all.Length < 3)
            {
                all += await context.WaitForExternalEvent<string>("letter");
                await context.CallActivityAsync<int>("Add", 1);
            }

            return all;
        })
        .AddOrchestratorFunc<string>("Children", async context => string.Join('+', await Task.WhenAll(
            Enumerable.Range(0, 3).Select(value => context.CallSubOrchestratorAsync<int>("Child", value)))))
        .AddOrchestratorFunc<int, int>("Child", async (context, value) =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(value), CancellationToken.None);
            return await context.CallActivityAsync<int>("Add", value);
        })
        .AddOrchestratorFunc<int, string>("Rounds", async (context, round) =>
        {
            if (round == 0)
            {
                context.SendEvent(context.InstanceId, "left", "x");
            }

            var next = await context.CallActivityAsync<int>("Add", round);
            if (next < 3)
            {
                context.ContinueAsNew(next);
                return string.Empty;
            }

            return $"{next} left:{await context.WaitForExternalEvent<string>("left")}";
        })
        .AddOrchestratorFunc<string>("Retries", async context =>
        {
            try
            {
                await context.CallActivityAsync("Fail", TaskOptions.FromRetryPolicy(new RetryPolicy(4, TimeSpan.FromMinutes(1), 2)));
                return "no failure";
            }
            catch (TaskFailedException)
            {
                return "tried";
            }
        })
        .AddOrchestratorFunc<string>("Compensation", async context =>
        {
            try
            {
                await Task.WhenAll(context.CallActivityAsync<int>("Add", 1), context.CallActivityAsync("Fail"));
                return "no failure";
            }
            catch (TaskFailedException)
            {
                await context.CallActivityAsync<int>("Add", -1);
                return "undone";
            }
        })
        .AddActivityFunc<int, int>("Add", (_, value) => value + 1)
        .AddActivityFunc<int, int>("Square", (_, value) => value * value)
        .AddActivityFunc<int>("Fail", new Func<TaskActivityContext, int>(_ => throw new IOException("no luck")));
}
