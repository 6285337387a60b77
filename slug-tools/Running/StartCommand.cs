using Deis.SlugTools.Procfiles;

namespace Deis.SlugTools.Running;

/// <summary>What to run: a line for <c>bash -c</c>, and variables the app gets unless it has them.</summary>
internal sealed record StartCommand(string Command, IReadOnlyList<KeyValuePair<string, string>> Defaults)
{
    /// <summary>
    /// Resolves <c>start TYPE</c> by the Procfile if there is one, else by the buildpack's default types; other arguments
    /// are the command, joined by spaces.
    /// </summary>
    public static Result<StartCommand> Load(string app, string[] arguments)
    {
        if (!ReleaseFile.Load(app).TryGet(out var release, out var failure))
            return failure;
        if (arguments is not ["start", var wanted, ..])
            return new StartCommand(string.Join(' ', arguments), release.ConfigVariables);
        if (!Procfile.Load(app).TryGet(out var declared, out failure))
            return failure;

        var types = declared ?? release.DefaultProcessTypes;
        if (types.Find(type => type.Name == wanted) is { } found)
            return new StartCommand(found.Command, release.ConfigVariables);
        var known = types.Count == 0 ? "it has none" : $"it has {string.Join(", ", types.Select(type => type.Name))}";
        return new Failure($"This release has no process type \"{wanted}\"; {known}", ExitCodes.UnknownProcessType);
    }
}
