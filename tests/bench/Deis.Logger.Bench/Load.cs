namespace Deis.Logger.Bench;

/// <summary>What all receivers get.</summary>
internal static class Load
{
    public const int MessageBytes = 200;
    public const int Senders = 8;

    /// <summary>A message of the right length that differs from its neighbours.</summary>
    public static string Message(int number) =>
        $"GET /items/{number:D8} 200 user={number % 997} ".PadRight(MessageBytes, (char)('a' + (number % 26)));

    /// <summary>Runs all senders at once and waits for them.</summary>
    public static Task SendAsync(Func<int, Task> sender) => Task.WhenAll(Enumerable.Range(0, Senders).Select(i => Task.Run(() => sender(i))));
}
