namespace Deis.SshGateway.Helper.Pushes;

/// <summary>One line of what git tells a pre-receive hook.</summary>
/// <param name="Old">Object id the ref has; all zeros when it is new.</param>
/// <param name="New">Object id it shall have; all zeros for a deletion.</param>
/// <param name="Reference">Full name of the ref.</param>
internal sealed record RefUpdate(string Old, string New, string Reference)
{
    private const int IdLength = 40;

    /// <summary>True when the push deletes the ref.</summary>
    public bool IsDeletion => New.All(c => c == '0');

    /// <summary>All lines of <paramref name="input"/>.</summary>
    /// <exception cref="InvalidDataException">A line is not <c>old new ref</c>.</exception>
    public static async Task<IReadOnlyList<RefUpdate>> ReadAllAsync(TextReader input, CancellationToken cancellationToken)
    {
        List<RefUpdate> updates = [];
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            updates.Add(line.Split(' ') is [var old, var @new, var reference] && IsId(old) && IsId(@new)
                ? new RefUpdate(old, @new, reference)
                : throw new InvalidDataException($"malformed line [{line}]"));
        }

        return updates;
    }

    private static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiHexDigitLower);
}
