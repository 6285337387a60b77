using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.FunctionsHost.Hosting;

/// <summary>Collects the layers around every invocation. The package's own builder registers the channel to an Azure Functions host, which is not
/// here.</summary>
internal sealed class WorkerBuilder(IServiceCollection services) : IFunctionsWorkerApplicationBuilder
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _layers = [];

    public IServiceCollection Services { get; } = services;

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _layers.Add(middleware);
        return this;
    }

    /// <summary>The pipeline: what was added first is outermost.</summary>
    public FunctionExecutionDelegate Build() => Enumerable.Reverse(_layers)
        .Aggregate((FunctionExecutionDelegate)(static _ => Task.CompletedTask), (next, layer) => layer(next));
}
