using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the worker.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Registers options and the pipeline; the latter is resolved as <see cref="FunctionExecutionDelegate"/> and built once, from what was added
    /// to the returned builder. Called again on the same services, it returns the first builder.
    /// </summary>
    public static IFunctionsWorkerApplicationBuilder AddFunctionsWorkerCore(
        this IServiceCollection services, Action<WorkerOptions>? configure = null)
    {
        if (configure is not null)
            services.Configure(configure);

        var registered = services.FirstOrDefault(service => service.ServiceType == typeof(FunctionsWorkerApplicationBuilder));
        if (registered?.ImplementationInstance is FunctionsWorkerApplicationBuilder existing)
            return existing;

        var builder = new FunctionsWorkerApplicationBuilder(services);
        services.AddSingleton(builder);
        services.AddSingleton(provider => provider.GetRequiredService<FunctionsWorkerApplicationBuilder>().Build());
        return builder;
    }

    /// <summary>
    /// Adds nothing: the host binds parameters by their declared types. <c>AddFunctionsWorkerDefaults</c> of the real worker package calls it.
    /// </summary>
    public static IServiceCollection AddDefaultInputConvertersToWorkerOptions(this IServiceCollection services) => services;
}
