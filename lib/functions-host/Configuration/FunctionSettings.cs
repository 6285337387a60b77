using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Deis.FunctionsHost.Configuration;

/// <summary>What application settings say about functions (docs/protocol/functions.md §7).</summary>
internal static partial class FunctionSettings
{
    /// <summary>True when <c>AzureWebJobs.{name}.Disabled</c>, or the same with underscores, is <c>true</c> or <c>1</c>.</summary>
    public static bool IsDisabled(IConfiguration configuration, string function) =>
        (configuration[$"AzureWebJobs.{function}.Disabled"] ?? configuration[$"AzureWebJobs_{function}_Disabled"]) is { } text
        && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Replaces each <c>%NAME%</c> by the setting of that name.</summary>
    /// <exception cref="HostConfigurationException">There is no such setting, or a <c>%</c> is left over.</exception>
    public static string Expand(IConfiguration configuration, string text, string function)
    {
        if (Setting().Replace(text, "").Contains('%', StringComparison.Ordinal))
            throw new HostConfigurationException($"Function '{function}': '{text}' has a '%' too many. Write settings as %NAME%.");

        return Setting().Replace(text, match => configuration[match.Groups[1].Value]
            ?? throw new HostConfigurationException($"Function '{function}': there is no setting '{match.Groups[1].Value}', which its trigger asks for by '{text}'."));
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();
}
