using Deis.Cli.Config;
using Deis.Client.Config;

namespace Deis.Cli.Registry;

/// <summary>The login to a registry of an app's configuration.</summary>
internal static class RegistryMap
{
    public static readonly ConfigMap Instance = new(
        "Registry", "Applying registry information", config => config.Registry, entries => new ConfigChange { Registry = entries });
}
