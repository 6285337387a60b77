using System.Diagnostics.CodeAnalysis;

namespace Deis.FunctionsHost;

/// <summary>The text form of <see cref="HostRoles"/>, as in <c>--roles api,queue</c>.</summary>
public static class HostRolesText
{
    private static readonly Dictionary<string, HostRoles> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["api"] = HostRoles.Api,
        ["queue"] = HostRoles.Queue,
        ["timer"] = HostRoles.Timer,
        ["orchestrations"] = HostRoles.Orchestrations,
    };

    /// <summary>Reads a comma-separated list of roles; names compare without regard to case.</summary>
    /// <param name="text">The list; null or blank means all roles.</param>
    /// <param name="roles">The roles, when the answer is true.</param>
    /// <param name="error">What is wrong and which names are valid, when the answer is false.</param>
    public static bool TryParse(string? text, out HostRoles roles, [NotNullWhen(false)] out string? error)
    {
        error = null;
        roles = HostRoles.None;
        if (string.IsNullOrWhiteSpace(text))
        {
            roles = HostRoles.All;
            return true;
        }

        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!Names.TryGetValue(name, out var role))
            {
                error = $"'{name}' in --roles is not a role. Give any of {string.Join(", ", Names.Keys)}, separated by commas, or leave --roles out to run all.";
                return false;
            }

            roles |= role;
        }

        return true;
    }
}
