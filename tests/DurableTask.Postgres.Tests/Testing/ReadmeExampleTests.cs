using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;

namespace DurableTask.Postgres.Tests.Testing;

/// <summary>The example of lib/durable-postgres/README.md, "Testing orchestrations"; the text between the marks is the same in both.</summary>
public sealed class ReadmeExampleTests
{
    private const string Mark = "// example";

    // example
    [Fact]
    public async Task Trial_NobodySubscribes_EndsAfterAWeek()
    {
        await using var host = await DurableTaskTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Trial", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("subscribed", TimeSpan.FromDays(7));
                }
                catch (TaskCanceledException)
                {
                    return await context.CallActivityAsync<string>("Close");
                }
            })
            .AddActivityFunc<string>("Close", _ => "closed"));
        var begun = host.Clock.GetUtcNow();

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Trial");
        await host.AdvanceAsync(TimeSpan.FromDays(6));                                     // by hand: so far and no further
        var before = await host.Client.GetInstanceAsync(id);
        var end = await host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);    // by itself: to the next due time

        Assert.Equal(OrchestrationRuntimeStatus.Running, before!.RuntimeStatus);
        Assert.Equal("closed", end.ReadOutputAs<string>());
        Assert.Equal(TimeSpan.FromDays(7), host.Clock.GetUtcNow() - begun);
    }

    // example
    [Fact]
    public void Readme_Example_IsTheOneThatRuns()
    {
        var root = Root();
        var source = File.ReadAllText(
            Path.Combine(root, "tests", "DurableTask.Postgres.Tests", "Testing", $"{nameof(ReadmeExampleTests)}.cs"));
        var example = source.Split($"    {Mark}\n")[1];
        var lines = example.TrimEnd().Split('\n').Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line);

        File.ReadAllText(Path.Combine(root, "lib", "durable-postgres", "README.md")).ShouldContain(string.Join('\n', lines));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Deis.Functions.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
