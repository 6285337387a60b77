using System.Globalization;
using Deis.Cli.Profiles;
using Deis.Cli.Terminal;

namespace Deis.Cli.Keys;

/// <summary>Lets the user choose one of the keys in <c>~/.ssh</c>, or name a file (docs/protocol/cli.md §8).</summary>
internal static class KeyChooser
{
    public static async Task<SshPublicKey> ChooseAsync(CliTerminal terminal, CancellationToken cancellationToken)
    {
        var keys = Find(terminal);
        terminal.WriteLine("Found the following SSH public keys:");
        for (var i = 0; i < keys.Count; i++)
            terminal.WriteLine($"{i + 1}) {keys[i].FileName} {keys[i].Id}");
        terminal.WriteLine("0) Enter path to pubfile (or use keys:add <key_path>)");

        var answer = await terminal.AskAsync("Which would you like to use with Deis? ", cancellationToken);
        if (!int.TryParse(answer, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var choice))
            throw new CommandException($"{answer} is not a valid integer");
        if (choice < 0 || choice > keys.Count)
            throw new CommandException($"{choice} is not a valid option");
        return choice > 0
            ? keys[choice - 1]
            : SshPublicKey.Read(await terminal.AskAsync("Enter the path to the pubkey file: ", cancellationToken));
    }

    private static List<SshPublicKey> Find(CliTerminal terminal)
    {
        var keys = new List<SshPublicKey>();
        var folder = Path.Combine(ProfileStore.Home, ".ssh");
        if (!Directory.Exists(folder))
            return keys;
        foreach (var path in Directory.EnumerateFiles(folder, "*.pub").Order(StringComparer.Ordinal))
        {
            if (SshPublicKey.TryRead(path) is { } key)
                keys.Add(key);
            else
                terminal.WriteLine($"{path} is not a valid ssh key");
        }
        return keys;
    }
}
