using Deis.FunctionsHost.Discovery;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.FunctionsHost.Triggers;

/// <summary>Runs functions that no request triggers: each in a scope of its own and inside the middleware pipeline.</summary>
internal sealed class TriggerRunner(FunctionExecutionDelegate pipeline, IServiceScopeFactory scopes)
{
    /// <summary>Runs a function to its end; what it throws comes out.</summary>
    public async Task RunAsync(
        TriggeredFunction function, object value, IReadOnlyDictionary<string, object?> bindingData, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await pipeline(new TriggerContext(function, scope.ServiceProvider, value, bindingData, cancellationToken));
    }
}
