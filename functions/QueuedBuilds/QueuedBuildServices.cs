using Deis.Functions.QueuedBuilds.Sources;
using Deis.FunctionsHost.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Deis.Functions.QueuedBuilds;

/// <summary>Registers what queued builds need.</summary>
internal static class QueuedBuildServices
{
    public static IServiceCollection AddQueuedBuilds(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<SourceOptions>, SourceOptionsSetup>();
        services.AddOptions<SourceOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SourceDownload>();
        services.AddSingleton<MessageToken>();
        services.AddScoped<EnqueueBuild>();
        services.AddScoped<StartQueuedBuild>();
        services.AddScoped<IPoisonedMessages, RedactedMessages>();
        return services;
    }
}
