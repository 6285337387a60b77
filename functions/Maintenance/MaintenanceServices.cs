using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Maintenance;

/// <summary>Registers what prunes.</summary>
internal static class MaintenanceServices
{
    public static void AddMaintenance(this WebApplicationBuilder builder)
    {
        // Below everything else, so that any setting overrides it.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?> { [MaintenanceOptions.ScheduleKey] = MaintenanceOptions.DefaultSchedule },
        });
        var services = builder.Services;
        services.AddSingleton<IConfigureOptions<MaintenanceOptions>, MaintenanceOptionsSetup>();
        services.AddOptions<MaintenanceOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<PruneHistory>();
        services.AddScoped<PruneOperations>();
        services.AddScoped<PruneRuns>();
        services.AddScoped<PruneObjects>();
        services.AddScoped<PruneTokens>();
    }
}
