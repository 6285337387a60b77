using Deis.Logger.Commits;
using Deis.Logger.Segments;
using Deis.Logger.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Logger;

/// <summary>The streams and what keeps them.</summary>
internal static class LogStoreServices
{
    /// <summary>Registers the store, with files if the options name a folder.</summary>
    public static void AddLogStore(this IServiceCollection services, LoggerOptions options)
    {
        services.AddSingleton<DiskHealth>();
        if (options.Folder is { } folder)
        {
            services.AddSingleton(_ => SegmentFolder.Open(folder));
            services.AddSingleton<SegmentDisk>();
            services.AddSingleton<SegmentLoader>();
        }

        services.AddSingleton<Committer>();
        services.AddSingleton<LogStore>();
        services.AddSingleton<LoggerMeter>();
        // Stopped in the opposite order: what is accepted last is still written, and then flushed.
        if (options.Folder is not null)
            services.AddHostedService<Syncing>();
        services.AddHostedService(provider => provider.GetRequiredService<Committer>());
        services.AddHostedService<Expiry>();
    }

    /// <summary>Takes over what an earlier logger kept.</summary>
    /// <exception cref="IOException">The folder cannot be used, perhaps because another logger uses it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be used.</exception>
    public static void RestoreLogStore(this IServiceProvider services)
    {
        if (services.GetService<SegmentLoader>() is { } loader)
            services.GetRequiredService<LogStore>().Restore(loader.Load());
        services.GetRequiredService<LoggerMeter>();
    }
}
