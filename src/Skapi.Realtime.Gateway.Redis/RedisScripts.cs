namespace Skapi.Realtime.Gateway.Redis;

/// <summary>
/// The scripts: each changes the state and publishes the messages about it in one step. The state of a connection is a field of its
/// node's hash, and only scripts read and write it: service, user, group or empty, and the message for the end of the connection.
/// The first number of a reply is a <see cref="Nodes.StoreStatus"/>.
/// </summary>
internal static class RedisScripts
{
    private const string Functions = """
        local prefix = ARGV[1]

        local function set_size(scope, group, size)
          if size == 0 then
            redis.call('HDEL', prefix .. 's:' .. scope, group)
          else
            redis.call('HSET', prefix .. 's:' .. scope, group, size)
          end
        end

        local function publish(scope, group, size, message)
          redis.call('PUBLISH', prefix .. 'c:' .. scope .. group, string.format('%d', size) .. ':' .. message)
        end

        -- Removes the connection from its group, if it is in one.
        local function leave(cid, state, message)
          local scope, user, group = state[1], state[2], state[3]
          if group == '' then return end
          local members = prefix .. 'g:' .. scope .. group
          if redis.call('ZREM', members, cid .. ' ' .. user) == 1 then
            local size = redis.call('ZCARD', members)
            set_size(scope, group, size)
            publish(scope, group, size, message)
          end
        end

        -- Tells all nodes that the connections of a user have changed, if one has asked for that. Returns how many are told.
        local function announce(opened, user)
          if redis.call('DEL', prefix .. 'w:' .. user) == 0 then return 0 end
          local channel = prefix .. 'a'
          redis.call('PUBLISH', channel, opened .. ' ' .. user)
          return redis.call('PUBSUB', 'NUMSUB', channel)[2]
        end

        local function close(node, cid, packed)
          local state = cmsgpack.unpack(packed)
          leave(cid, state, state[4])
          redis.call('ZREM', prefix .. 'u:' .. state[1] .. state[2], cid)
          redis.call('HDEL', node, cid)
          announce('', state[1] .. state[2])
        end


        """;

    /// <summary>KEYS: lease, nodes, generation. ARGV: prefix, node, milliseconds, a new generation.</summary>
    public const string Register = """
        redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        redis.call('SADD', KEYS[2], ARGV[2])
        redis.call('SET', KEYS[3], ARGV[4], 'NX')
        return redis.call('GET', KEYS[3])
        """;

    /// <summary>KEYS: lease, nodes, node. ARGV: prefix, node.</summary>
    public const string Unregister = """
        redis.call('DEL', KEYS[1])
        if redis.call('EXISTS', KEYS[3]) == 0 then redis.call('SREM', KEYS[2], ARGV[2]) end
        return 1
        """;

    /// <summary>KEYS: nodes. ARGV: prefix, this node.</summary>
    public const string FindDead = """
        local dead = {}
        for _, node in ipairs(redis.call('SMEMBERS', KEYS[1])) do
          if node ~= ARGV[2] and redis.call('EXISTS', ARGV[1] .. 'lease:' .. node) == 0 then table.insert(dead, node) end
        end
        return dead
        """;

    /// <summary>KEYS: lease, node, nodes. ARGV: prefix, node, limit.</summary>
    public const string RemoveConnections = Functions + """
        if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
        local entries = redis.call('HRANDFIELD', KEYS[2], ARGV[3], 'WITHVALUES')
        for index = 1, #entries, 2 do close(KEYS[2], entries[index], entries[index + 1]) end
        if redis.call('EXISTS', KEYS[2]) == 0 then redis.call('SREM', KEYS[3], ARGV[2]) end
        return #entries / 2
        """;

    /// <summary>KEYS: node. ARGV: prefix, cursor. Returns the next cursor, and the cid and the group of each connection.</summary>
    public const string ReadConnections = """
        local page = redis.call('HSCAN', KEYS[1], ARGV[2], 'COUNT', 500)
        local result = { page[1] }
        for index = 1, #page[2], 2 do
          table.insert(result, page[2][index])
          table.insert(result, cmsgpack.unpack(page[2][index + 1])[3])
        end
        return result
        """;

    /// <summary>KEYS: nodes. ARGV: prefix.</summary>
    public const string CountConnections = """
        local sum = 0
        for _, node in ipairs(redis.call('SMEMBERS', KEYS[1])) do sum = sum + redis.call('HLEN', ARGV[1] .. 'node:' .. node) end
        return sum
        """;

    /// <summary>KEYS: lease, node. ARGV: prefix, cid, scope, user, maximum.</summary>
    public const string Open = Functions + """
        if redis.call('EXISTS', KEYS[1]) == 0 then return { 4, 0 } end
        local cid, scope, user = ARGV[2], ARGV[3], ARGV[4]
        if redis.call('HEXISTS', KEYS[2], cid) == 1 then return { 1, 0 } end
        local cids = prefix .. 'u:' .. scope .. user
        if redis.call('ZCARD', cids) >= tonumber(ARGV[5]) then return { 2, 0 } end
        redis.call('ZADD', cids, string.format('%.0f', redis.call('INCR', prefix .. 'opens')), cid)
        redis.call('HSET', KEYS[2], cid, cmsgpack.pack({ scope, user, '', '' }))
        return { 0, announce(cid, scope .. user) }
        """;

    /// <summary>
    /// KEYS: the user, the watch on it. ARGV: the maximum number of connections with a watch, seconds. Returns the cids.
    /// </summary>
    public const string Watch = """
        local cids = redis.call('ZRANGE', KEYS[1], 0, -1)
        if #cids > 0 and #cids <= tonumber(ARGV[1]) then redis.call('SET', KEYS[2], '', 'EX', ARGV[2]) end
        return cids
        """;

    /// <summary>KEYS: lease, node. ARGV: prefix, cid, group, message of the join, of the old group, of the end.</summary>
    public const string Join = Functions + """
        if redis.call('EXISTS', KEYS[1]) == 0 then return { 4, 0 } end
        local cid, group = ARGV[2], ARGV[3]
        local packed = redis.call('HGET', KEYS[2], cid)
        if not packed then return { 3, 0 } end
        local state = cmsgpack.unpack(packed)
        local scope, user = state[1], state[2]
        local members = prefix .. 'g:' .. scope .. group
        if state[3] == group then return { 1, redis.call('ZCARD', members) } end
        leave(cid, state, ARGV[5])
        redis.call('ZADD', members, string.format('%.0f', redis.call('INCR', prefix .. 'joins')), cid .. ' ' .. user)
        redis.call('HSET', KEYS[2], cid, cmsgpack.pack({ scope, user, group, ARGV[6] }))
        local size = redis.call('ZCARD', members)
        set_size(scope, group, size)
        publish(scope, group, size, ARGV[4])
        return { 0, size }
        """;

    /// <summary>KEYS: node. ARGV: prefix, cid, message.</summary>
    public const string Leave = Functions + """
        local packed = redis.call('HGET', KEYS[1], ARGV[2])
        if not packed then return 0 end
        local state = cmsgpack.unpack(packed)
        leave(ARGV[2], state, ARGV[3])
        redis.call('HSET', KEYS[1], ARGV[2], cmsgpack.pack({ state[1], state[2], '', '' }))
        return 1
        """;

    /// <summary>KEYS: node. ARGV: prefix, cid.</summary>
    public const string Close = Functions + """
        local packed = redis.call('HGET', KEYS[1], ARGV[2])
        if not packed then return 0 end
        close(KEYS[1], ARGV[2], packed)
        return 1
        """;
}
