namespace Deis.Cli.Maintenance;

/// <summary>Whether an app is in maintenance, for scripts.</summary>
internal sealed record MaintenanceReport(bool Maintenance);
