using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests.Model.Nodes;

/// <summary>Runs a program as a sub-orchestration; a failure is caught.</summary>
internal sealed record ChildNode(ModelProgram Body) : Node
{
    public override string Expect()
    {
        try
        {
            return $"child {Body.Expect()}";
        }
        catch (ModelFailure failure)
        {
            return $"caught {failure.Message}";
        }
    }

    public override async Task<string> RunAsync(Scope scope)
    {
        try
        {
            var options = new TaskOptions().WithInstanceId(IdOf(scope.Context.InstanceId, scope.Path));
            return $"child {await scope.Context.CallSubOrchestratorAsync<string>(ModelTasks.Program, new ProgramInput(Body), options)}";
        }
        catch (TaskFailedException error)
        {
            return $"caught {error.FailureDetails.ErrorMessage}";
        }
    }

    /// <summary>What comes after a step that throws is never waited for, so its events are not raised.</summary>
    public override IEnumerable<OutsideEvent> Events(string instanceId, string path)
    {
        var fails = Array.FindIndex(Body.Steps, step => step is ThrowNode);
        var reached = fails < 0 ? Body : new ModelProgram(Body.Steps[..fails], 1);
        return reached.Events(IdOf(instanceId, path));
    }

    public override IEnumerable<Node> Shrink() =>
        [.. Body.Steps.Where(step => step is not (ThrowNode or StatusNode)), .. Body.Shrink().Select(simpler => new ChildNode(simpler))];

    private static string IdOf(string parent, string path) => $"{parent}:{path}";
}
