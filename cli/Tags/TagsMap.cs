using Deis.Cli.Config;
using Deis.Client.Config;

namespace Deis.Cli.Tags;

/// <summary>The tags of an app's configuration.</summary>
internal static class TagsMap
{
    public static readonly ConfigMap Instance = new(
        "Tags", "Applying tags", config => config.Tags, entries => new ConfigChange { Tags = entries });
}
