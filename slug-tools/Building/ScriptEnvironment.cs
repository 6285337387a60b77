using System.Collections;
using System.Security.Cryptography;

namespace Deis.SlugTools.Building;

/// <summary>What buildpacks and hooks find in their environment.</summary>
internal static class ScriptEnvironment
{
    /// <summary>The stack that custom buildpacks fetch binaries for, unless the image says otherwise.</summary>
    private const string DefaultStack = "heroku-22";

    /// <summary>Our own environment without the addresses of the storage, plus what the buildpack API promises.</summary>
    public static Dictionary<string, string> Create()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string)variable.Value!;
        foreach (var secret in BuildInputs.SecretVariables)
            variables.Remove(secret);

        variables["HOME"] = BuildFolders.App;
        variables["APP_DIR"] = BuildFolders.App;
        variables["REQUEST_ID"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        variables.TryAdd("STACK", DefaultStack);
        // There is nobody to ask for a password.
        variables["GIT_TERMINAL_PROMPT"] = "0";
        return variables;
    }
}
