using Microsoft.Extensions.Options;

namespace DurableTask.Postgres;

/// <summary>Rules that span several options.</summary>
internal sealed class DurableTaskPostgresOptionsValidator : IValidateOptions<DurableTaskPostgresOptions>
{
    public ValidateOptionsResult Validate(string? name, DurableTaskPostgresOptions options)
    {
        if (options.DataSource is null == string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return ValidateOptionsResult.Fail(
                "The durable engine needs a database: set either DurableTaskPostgresOptions.ConnectionString or DataSource.");
        }

        return options.HeartbeatInterval * 3 > options.LeaseTime
            ? ValidateOptionsResult.Fail(
                $"DurableTaskPostgresOptions.HeartbeatInterval ({options.HeartbeatInterval}) must be at most a third of LeaseTime "
                + $"({options.LeaseTime}), so that one lost heartbeat does not cost the lease.")
            : ValidateOptionsResult.Success;
    }
}
