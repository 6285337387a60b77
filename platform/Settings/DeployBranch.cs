using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deis.Platform.Results;

namespace Deis.Platform.Settings;

/// <summary>The branch whose pushes are deployed, as somebody sets it.</summary>
/// <param name="Name">Its name; null for <c>master</c> and <c>main</c>.</param>
public sealed partial record DeployBranch(string? Name)
{
    private const string Field = "deploy_branch";
    private const int MaxLength = 255;

    private static readonly Error Invalid = Error.ForField(Field, "This is no name of a git branch. Give the name alone, for example: production");

    /// <summary>Reads it: the name of a branch; a blank text for the usual ones.</summary>
    public static Result<DeployBranch> Read(JsonNode value)
    {
        if (value.GetValueKind() != JsonValueKind.String)
        {
            return Error.ForField(Field, "Not a valid string.");
        }
        var name = value.GetValue<string>().Trim();
        if (name.Length == 0)
        {
            return new DeployBranch((string?)null);
        }
        return IsBranch(name) ? new DeployBranch(name) : Invalid;
    }

    // What git check-ref-format --branch takes, but for the full name of a ref, which would be a branch of that name.
    private static bool IsBranch(string name) =>
        name.Length <= MaxLength && !Forbidden().IsMatch(name) && name is not "@" and not "HEAD" && !name.StartsWith("refs/", StringComparison.Ordinal)
        && name.Split('/').All(part => part.Length > 0 && part[0] != '.' && !part.EndsWith(".lock", StringComparison.Ordinal));

    [GeneratedRegex(@"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|^-|\.\z")]
    private static partial Regex Forbidden();
}
