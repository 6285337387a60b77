namespace Deis.Platform.Runtime.Local;

/// <summary>Numbers the users of apps, so that no app can read another's files or signal its processes. Thread safe.</summary>
internal sealed class UserPool
{
    private readonly SortedSet<int> _taken = [];

    /// <summary>Marks a number as taken by a known app.</summary>
    public void Mark(int number)
    {
        lock (_taken)
            _taken.Add(number);
    }

    /// <summary>The lowest free number.</summary>
    public int Take()
    {
        lock (_taken)
        {
            var number = 0;
            while (!_taken.Add(number))
                number++;
            return number;
        }
    }

    /// <summary>Gives a number back; the app must be gone.</summary>
    public void Return(int number)
    {
        lock (_taken)
            _taken.Remove(number);
    }
}
