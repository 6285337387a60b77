using Deis.Platform.Configs;

namespace Deis.Functions.Config;

/// <summary>A change of a configuration on its way.</summary>
/// <param name="Operation">The operation that rolls it out.</param>
/// <param name="Config">The complete new configuration.</param>
public sealed record StartedConfigChange(string Operation, AppConfig Config);
