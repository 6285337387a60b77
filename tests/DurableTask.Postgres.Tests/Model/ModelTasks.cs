using System.Collections.Concurrent;
using DurableTask.Postgres.Tests.Model.Nodes;
using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests.Model;

/// <summary>The orchestrator that runs programs, and their activity. All workers of a test share it, as they would share a database.</summary>
internal sealed class ModelTasks
{
    public const string Program = "Program";
    public const string Compute = "Compute";

    private readonly ConcurrentDictionary<(string Instance, string Path), int> _runs = new();

    public void Add(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<ProgramInput, string>(Program, RunAsync)
        .AddActivityFunc<ActivityInput, string>(Compute, (context, input) =>
        {
            var run = _runs.AddOrUpdate((context.InstanceId, input.Path), 1, (_, count) => count + 1);
            if (run > input.Failures)
            {
                return CallNode.Result(input.Value);
            }

            throw new IOException(input.Failures == int.MaxValue ? $"It never works with {input.Value}." : "It works later.");
        });

    private static async Task<string> RunAsync(TaskOrchestrationContext context, ProgramInput input)
    {
        var results = new List<string>();
        foreach (var (index, step) in input.Program.Steps.Index())
        {
            results.Add(await step.RunAsync(new Scope(context, ModelProgram.PathOf(input.Generation, index))));
        }

        var past = input.Past + ModelProgram.Joined(results);
        if (input.Generation + 1 < input.Program.Generations)
        {
            context.ContinueAsNew(input with { Generation = input.Generation + 1, Past = past });
        }

        return past;
    }
}
