using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Maintenance;

/// <summary>Fills <see cref="MaintenanceOptions"/> from environment names, then from section <c>Maintenance</c>.</summary>
internal sealed class MaintenanceOptionsSetup(IConfiguration configuration) : IConfigureOptions<MaintenanceOptions>
{
    public void Configure(MaintenanceOptions options)
    {
        options.HistoryDays = configuration.GetValue("DEIS_PRUNE_HISTORY_DAYS", options.HistoryDays);
        options.HistoryKeep = configuration.GetValue("DEIS_PRUNE_HISTORY_KEEP", options.HistoryKeep);
        options.RunDays = configuration.GetValue("DEIS_PRUNE_RUN_DAYS", options.RunDays);
        options.SlugDays = configuration.GetValue("DEIS_PRUNE_SLUG_DAYS", options.SlugDays);
        options.SlugReleases = configuration.GetValue("DEIS_PRUNE_SLUG_RELEASES", options.SlugReleases);
        options.CacheDays = configuration.GetValue("DEIS_PRUNE_CACHE_DAYS", options.CacheDays);
        options.TokenIdleDays = configuration.GetValue("DEIS_TOKEN_IDLE_DAYS", options.TokenIdleDays);
        configuration.GetSection("Maintenance").Bind(options);
    }
}
